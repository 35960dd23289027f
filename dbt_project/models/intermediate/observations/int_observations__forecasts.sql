select
    outcomes.team_id,
    weeks.period_start as week_start,
    outcomes.forecast_id,
    outcomes.is_kept as is_on_time
from {{ ref('int_delivery__forecast_outcomes') }} as outcomes
inner join {{ ref('int_ownership__teams') }} as teams
    on outcomes.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__periods') }} as weeks
    on
        outcomes.team_id = weeks.team_id
        and weeks.grain = 'week'
        and outcomes.due_at >= weeks.starts_at_utc
        and outcomes.due_at < weeks.ends_at_utc
where outcomes.is_due
