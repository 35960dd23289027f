select
    statements.team_id,
    statements.load_kind,
    statements.window_start,
    statements.window_end,
    cast(statements.n_people as bigint) as n_people,
    cast(statements.n_events as bigint) as n_events,
    statements.excess_over_fair_share,
    statements.effective_people,
    statements.p_fair,
    statements.detectable_multiple,
    statements.is_concentrated,
    statements.advice,
    statements.status
from {{ ref('int_workload__statements') }} as statements
where statements.window_weeks = 12
