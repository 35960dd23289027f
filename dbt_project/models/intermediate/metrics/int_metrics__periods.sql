-- Where a team's members live in several zones its period is over when it is over for all of them.
select
    tree.team_id,
    periods.grain,
    periods.period_start,
    max(periods.period_end) as period_end,
    max(periods.iso_year) as iso_year,
    max(periods.iso_week) as iso_week,
    max(periods.ends_at_utc) <= {{ as_of() }} as is_closed,
    {{ finality('max(periods.ends_at_utc)') }} as finality,
    max(periods.days_elapsed) as days_elapsed
from {{ ref('int_ownership__team_tree') }} as tree
inner join {{ ref('int_calendar__periods') }} as periods on tree.member_team_id = periods.team_id
group by tree.team_id, periods.grain, periods.period_start
