-- Over four quarter ends, the week that holds the last day has far more completions than the median week.
with weekly as (
    select week_start, count(*) as done
    from observed.work_items
    group by all
),

ends as (
    select
        windows.team_id,
        windows.window_name,
        weekly.week_start,
        weekly.done,
        row_number() over (
            partition by windows.team_id, windows.window_name order by weekly.week_start desc
        ) as place
    from windows
    inner join weekly on weekly.week_start <= windows.window_end
    -- The next Monday is in another quarter: the last day is in this week.
    where date_trunc('quarter', weekly.week_start) != date_trunc('quarter', weekly.week_start + 7)
),

ratios as (
    select
        ends.team_id,
        ends.window_name,
        ends.place,
        ends.done,
        median(weekly.done) as usual
    from ends
    inner join weekly
        on weekly.week_start < ends.week_start and weekly.week_start >= ends.week_start - 12 * 7
    where ends.place <= 4
    group by all
),

heaped as (
    select
        team_id,
        window_name,
        count(*) as quarters,
        avg(usual) as usual,
        avg(done / nullif(usual, 0)) as ratio,
        sum(done) as n
    from ratios
    group by all
)

select
    team_id,
    window_name,
    n,
    cast(1 as double) as before,
    ratio as after,
    cast(null as double) as effect,
    cast(null as double) as p,
    cast(null as double) as counter_before,
    usual as counter_after,
    case when quarters = 4 then ratio >= $ratio end as is_move,
    false as is_explained
from heaped
