-- Does a metric move in its good direction while its registered pair moves in its bad one, two quarters running?
-- Both quarters are compared with the 26 weeks before the earlier one, so that the first does not become the second's
-- normal. One row a metric: an improvement whose pair held is a move that explains itself.
with spans as (
    select
        team_id,
        window_name,
        window_start,
        window_end,
        -- A baseline that was kept or begun anew stays; else it ends before the earlier quarter.
        if(baseline_end < window_start, baseline_start, greatest(window_start - 39 * 7, prior_start)) as baseline_start,
        least(baseline_end, window_start - 13 * 7) as baseline_end
    from windows
),

weeks as (
    select
        spans.*,
        cast(unnest(generate_series(baseline_start, window_end - 7, interval 7 day)) as date) as week_start
    from spans
),

periods as (
    select
        *,
        case direction when 'up' then 1 when 'down' then -1 end as good
    from observed.metric_periods
    where grain = 'week'
),

metrics as (
    select
        team_id,
        metric_id,
        max(good) as good,
        max(pair_metric_id) as pair_metric_id
    from periods
    group by all
),

shifts as (
    select
        week.team_id,
        week.window_name,
        metrics.metric_id,
        metrics.pair_metric_id,
        metrics.good,
        count(period.value) filter (where week.week_start >= week.window_start - 13 * 7) as n,
        median(period.value) filter (where week.week_start < week.baseline_end) as before,
        median(period.value) filter (where week.week_start >= week.window_start) as after,
        z_shift(
            list(period.charted order by week.week_start) filter (
                where week.week_start >= week.window_start - 13 * 7 and week.week_start < week.window_start
            ),
            list(period.charted order by week.week_start) filter (where week.week_start < week.baseline_end)
        ) as z_earlier,
        z_shift(
            list(period.charted order by week.week_start) filter (where week.week_start >= week.window_start),
            list(period.charted order by week.week_start) filter (where week.week_start < week.baseline_end)
        ) as z_now
    from weeks as week
    inner join metrics on week.team_id = metrics.team_id
    left join periods as period
        on
            week.team_id = period.team_id
            and week.week_start = period.period_start
            and metrics.metric_id = period.metric_id
    group by all
),

paired as (
    select
        metric.*,
        pair.before as pair_before,
        pair.after as pair_after,
        least(metric.good * metric.z_earlier, metric.good * metric.z_now) as z_metric,
        least(-pair.good * pair.z_earlier, -pair.good * pair.z_now) as z_pair
    from shifts as metric
    inner join shifts as pair
        on
            metric.team_id = pair.team_id
            and metric.window_name = pair.window_name
            and metric.pair_metric_id = pair.metric_id
    where
        metric.z_earlier is not null and metric.z_now is not null
        and pair.z_earlier is not null and pair.z_now is not null
),

tested as (
    select
        *,
        -- Of one quarter, the one that says less; the other only has to agree. Looking at many metrics is paid for.
        normal_tail(z_metric) * normal_tail(z_pair) * count(*) over (partition by team_id, window_name) as p
    from paired
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    before,
    after,
    z_metric as effect,
    if(p > 1, 1, p) as p,
    pair_before as counter_before,
    pair_after as counter_after,
    z_metric > $z_metric as is_move,
    -- A divergence that chance may have made explains nothing and asks nothing.
    case when z_pair <= $z_pair then true when p < $p_move then false end as is_explained,
    metric_id
from tested
