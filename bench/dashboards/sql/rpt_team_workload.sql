select
    team_id, load_kind, window_start + cast(28 * n as integer) as window_start, window_start + cast(28 * (n + 1) as integer) as window_end, n_people,
    excess_over_fair_share, effective_people, p_fair, detectable_multiple, status
from warehouse.marts.rpt_workload_distribution
cross join range(3) as numbers (n)
