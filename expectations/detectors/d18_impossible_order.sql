-- Do instants stand before what must come before them (merged before opened, done before created)?
-- They are counted, never dropped. A tool that has always answered so is asked about all the same. One instant of a
-- hundred is above half a percent, too, and happens to everybody once: two are needed.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as readings,
        count(*) filter (where is_impossible) as impossible
    from observed.clock_readings
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(readings) filter (where is_current), 0) as readings,
        coalesce(sum(impossible) filter (where is_current), 0) as impossible,
        coalesce(sum(readings) filter (where is_prior), 0) as readings_before,
        coalesce(sum(impossible) filter (where is_prior), 0) as impossible_before
    from window_weeks as week
    left join weekly on week.team_id = weekly.team_id and week.week_start = weekly.week_start
    group by all
)

select
    team_id,
    window_name,
    cast(readings as bigint) as n,
    impossible_before / nullif(readings_before, 0) as before,
    impossible / nullif(readings, 0) as after,
    normal_equivalent(
        fisher_greater(
            impossible, readings - impossible, impossible_before, readings_before - impossible_before
        )
    ) as effect,
    cast(null as double) as p,
    cast(null as double) as counter_before,
    cast(null as double) as counter_after,
    if(readings > 0, impossible >= $least and impossible > $share * readings, null) as is_move,
    false as is_explained
from seen
