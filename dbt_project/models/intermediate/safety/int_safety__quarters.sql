with sizes as (
    select
        periods.team_id,
        periods.period_start,
        count(distinct roster.person_id) as n_people
    from {{ ref('int_calendar__periods') }} as periods
    inner join {{ ref('int_identity__roster') }} as roster
        on
            periods.team_id = roster.team_id
            and periods.period_end > roster.valid_from
            and periods.period_start < roster.valid_to
    where periods.grain = 'quarter'
    group by periods.team_id, periods.period_start
)

-- Teams that only group others have no row: what is said of them beside their members would tell what a member hides.
select
    periods.team_id,
    periods.period_start,
    periods.period_end,
    periods.starts_at_utc,
    periods.ends_at_utc,
    periods.is_closed,
    periods.period_start >= coverage.covered_from as is_covered,
    coalesce(sizes.n_people, 0) as n_people
from {{ ref('int_calendar__periods') }} as periods
inner join {{ ref('int_ownership__teams') }} as teams on periods.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_metrics__coverage') }} as coverage on periods.team_id = coverage.team_id
left join sizes on periods.team_id = sizes.team_id and periods.period_start = sizes.period_start
where periods.grain = 'quarter'
