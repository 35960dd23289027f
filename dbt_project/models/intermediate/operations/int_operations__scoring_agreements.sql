with quarters as (
    select distinct
        grain,
        period_start,
        period_end
    from {{ ref('int_calendar__periods') }}
    where grain = 'quarter'
),

scored as (
    select
        quarters.grain,
        quarters.period_start,
        postmortems.items_met,
        postmortems.items_met_by_second
    from quarters
    inner join {{ ref('int_operations__postmortems') }} as postmortems
        on
            quarters.period_end > postmortems.incident_ended_on
            and quarters.period_end <= {{ add_days('postmortems.incident_ended_on', 365) }}
),

counts as (
    select
        grain,
        period_start,
        count(*) as n_postmortems,
        count(items_met_by_second) as n_scored_twice,
        sum(abs(items_met - items_met_by_second)) as disagreement
    from scored
    group by grain, period_start
),

-- How far apart the two scores would be if the second ones were dealt to the postmortems at random.
chance as (
    select
        firsts.grain,
        firsts.period_start,
        sum(abs(firsts.items_met - seconds.items_met_by_second)) as disagreement
    from scored as firsts
    inner join scored as seconds
        on firsts.grain = seconds.grain and firsts.period_start = seconds.period_start
    where firsts.items_met_by_second is not null and seconds.items_met_by_second is not null
    group by firsts.grain, firsts.period_start
),

agreements as (
    select
        counts.grain,
        counts.period_start,
        counts.n_postmortems,
        counts.n_scored_twice,
        1 - cast(counts.n_scored_twice * counts.disagreement as double)
        / nullif(cast(chance.disagreement as double), 0) as weighted_kappa
    from counts
    left join chance on counts.grain = chance.grain and counts.period_start = chance.period_start
)

select
    grain,
    period_start,
    n_postmortems,
    n_scored_twice,
    weighted_kappa,
    -- In whole numbers, so that no rounding decides about a fifth.
    5 * n_scored_twice >= n_postmortems and coalesce(weighted_kappa >= 0.6 - 1e-9, false) as is_publishable
from agreements
