-- Do retries that tools show become rarer while the same commit still passes and fails?
-- A repaired test stops doing both. Counts are brought to the runs of the baseline, so that fewer runs hide nothing.
with weeks as (
    select
        week.*,
        tests.run_count,
        tests.retry_flake_count,
        tests.disagreement_count,
        tests.commit_test_count,
        median(tests.run_count) filter (where week.is_baseline)
            over (partition by week.team_id, week.window_name) as usual_runs,
        median(tests.commit_test_count) filter (where week.is_baseline)
            over (partition by week.team_id, week.window_name) as usual_pairs
    from window_weeks as week
    left join observed.test_weeks as tests on week.team_id = tests.team_id and week.week_start = tests.week_start
),

scaled as (
    select
        *,
        count_scale(retry_flake_count * usual_runs / nullif(run_count, 0)) as flakes,
        count_scale(disagreement_count * usual_pairs / nullif(commit_test_count, 0)) as disagreements
    from weeks
),

seen as (
    select
        team_id,
        window_name,
        coalesce(sum(run_count) filter (where is_current), 0) as n,
        sum(retry_flake_count) filter (where is_current) / sum(run_count) filter (where is_current) as flaky_now,
        sum(retry_flake_count) filter (where is_baseline) / sum(run_count) filter (where is_baseline) as flaky_before,
        sum(disagreement_count) filter (where is_current) / sum(commit_test_count) filter (where is_current) as split_now,
        sum(disagreement_count) filter (where is_baseline)
        / sum(commit_test_count) filter (where is_baseline) as split_before,
        z_shift(
            list(flakes order by week_start) filter (where is_current),
            list(flakes order by week_start) filter (where is_baseline)
        ) as z_flakes,
        z_shift(
            list(disagreements order by week_start) filter (where is_current),
            list(disagreements order by week_start) filter (where is_baseline)
        ) as z_splits,
        -- Whether the two fell apart at all: one share of both kinds, now and before.
        fisher_greater(
            sum(disagreement_count) filter (where is_current), sum(retry_flake_count) filter (where is_current),
            sum(disagreement_count) filter (where is_baseline), sum(retry_flake_count) filter (where is_baseline)
        ) as p_apart
    from scaled
    group by all
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    flaky_before as before,
    flaky_now as after,
    -z_flakes as effect,
    normal_tail(-z_flakes) as p,
    split_before as counter_before,
    split_now as counter_after,
    z_flakes < -$z_move as is_move,
    z_splits <= -$z_counter or p_apart >= $p_apart as is_explained
from seen
