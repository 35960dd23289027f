-- Before its sources speak a team did not do nothing: such a week is none.
select
    weeks.team_id,
    weeks.week_start,
    cast(count(distinct roster.person_id) as integer) as n_people
from {{ observed_weeks() }} as weeks
inner join {{ ref('int_metrics__coverage') }} as coverage
    on weeks.team_id = coverage.team_id and weeks.week_start >= coverage.covered_from
inner join {{ ref('int_identity__roster') }} as roster
    on
        weeks.team_id = roster.team_id
        and weeks.week_end > roster.valid_from
        and weeks.week_start < roster.valid_to
where weeks.ends_at_utc <= {{ as_of() }}
group by weeks.team_id, weeks.week_start
