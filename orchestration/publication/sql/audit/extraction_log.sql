-- How each stream of each scope was last read. How many requests that took is history, not state.
select
    source,
    stream,
    scope,
    last_status as status,
    expected_count,
    known_count,
    last_run_at,
    last_success_at,
    detail
from warehouse.intermediate.int_landing__scope_runs
