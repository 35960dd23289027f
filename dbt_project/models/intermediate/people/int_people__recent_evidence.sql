with windows as (
    select
        {{ add_days('cast(' ~ as_of() ~ ' as date)', -364) }} as year_start,
        {{ add_days('cast(' ~ as_of() ~ ' as date)', -89) }} as recent_start,
        {{ add_days('cast(' ~ as_of() ~ ' as date)', 1) }} as window_end
),

-- Of the time somebody was there in the year, so much lies in the last 90 days: that share of evidence is due there.
presence as (
    select
        roster.person_id,
        sum(roster.capacity_weight * greatest(0, {{ days_between(
            'greatest(roster.valid_from, windows.recent_start)', 'least(roster.valid_to, windows.window_end)'
        ) }})) as recent_days,
        sum(roster.capacity_weight * {{ days_between(
            'greatest(roster.valid_from, windows.year_start)', 'least(roster.valid_to, windows.window_end)'
        ) }}) as year_days
    from {{ ref('int_identity__roster') }} as roster
    inner join windows on roster.valid_to > windows.year_start and roster.valid_from < windows.window_end
    group by roster.person_id
),

counts as (
    select
        manager_id,
        person_id,
        count(*) as n_pieces,
        sum(case when age_days < 90 then 1 else 0 end) as n_recent
    from {{ ref('int_people__evidence') }}
    where age_days < 365 and manager_id is not null
    group by manager_id, person_id
)

select
    counts.manager_id,
    counts.person_id,
    counts.n_pieces,
    cast(counts.n_recent as bigint) as n_recent,
    coalesce(presence.recent_days / nullif(presence.year_days, 0), 90 / 3.65e2) as expected_share
from counts
left join presence on counts.person_id = presence.person_id
