-- Does the flaky rate fall because tests were taken out of the count?
-- Repair brings the rate down with every test still in; a share that rises because other tests went is no growth.
with seen as (
    select
        week.team_id,
        week.window_name,
        count(tests.test_count) filter (where is_current) as weeks_now,
        count(tests.test_count) filter (where is_baseline) as weeks_before,
        coalesce(sum(run_count) filter (where is_current), 0) as n,
        sum(quarantined_count) filter (where is_current) / nullif(sum(test_count) filter (where is_current), 0) as out_now,
        sum(quarantined_count) filter (where is_baseline)
        / nullif(sum(test_count) filter (where is_baseline), 0) as out_before,
        avg(quarantined_count) filter (where is_current) as count_now,
        avg(quarantined_count) filter (where is_baseline) as count_before,
        coalesce(sum(disagreement_count) filter (where is_current), 0) as splits_now,
        coalesce(sum(commit_test_count) filter (where is_current), 0) as pairs_now,
        coalesce(sum(disagreement_count) filter (where is_baseline), 0) as splits_before,
        coalesce(sum(commit_test_count) filter (where is_baseline), 0) as pairs_before,
        z_shift(
            list(quarantined_count / nullif(test_count, 0) order by week.week_start) filter (where is_current),
            list(quarantined_count / nullif(test_count, 0) order by week.week_start) filter (where is_baseline)
        ) as z_out
    from window_weeks as week
    left join observed.test_weeks as tests on week.team_id = tests.team_id and week.week_start = tests.week_start
    group by all
)

select
    team_id,
    window_name,
    cast(if(weeks_now >= $least_weeks and weeks_before >= $least_weeks, n, 0) as bigint) as n,
    out_before as before,
    out_now as after,
    z_out as effect,
    cast(null as double) as p,
    splits_before / nullif(pairs_before, 0) as counter_before,
    splits_now / nullif(pairs_now, 0) as counter_after,
    out_now - out_before > $growth
    -- Fewer disagreements than before, by more than chance.
    and fisher_greater(splits_before, pairs_before - splits_before, splits_now, pairs_now - splits_now) < $p_fall
        as is_move,
    count_now <= count_before as is_explained
from seen
