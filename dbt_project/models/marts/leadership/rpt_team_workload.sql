-- No number of events: three of these windows are one of the long ones, and a sum that one window hides would be
-- what the others leave of it.
select
    statements.team_id,
    statements.load_kind,
    statements.window_start,
    statements.window_end,
    cast(statements.n_people as bigint) as n_people,
    statements.excess_over_fair_share,
    statements.effective_people,
    statements.p_fair,
    statements.detectable_multiple,
    statements.status
from {{ ref('int_workload__statements') }} as statements
where statements.window_weeks = 4
