-- Does coverage of changed lines rise without anything that would notice a defect?
-- Real tests raise the share of mutants that are found; padding shows as tests that assert nothing, or as lines that
-- no longer count. What nothing measures questions nothing.
with seen as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where is_current and coverable_lines > 0) as n,
        sum(covered_lines) filter (where is_current) / nullif(sum(coverable_lines) filter (where is_current), 0) as covered_now,
        sum(covered_lines) filter (where is_baseline)
        / nullif(sum(coverable_lines) filter (where is_baseline), 0) as covered_before,
        mann_whitney_less(
            list(covered_lines / coverable_lines) filter (where is_baseline and coverable_lines > 0),
            list(covered_lines / coverable_lines) filter (where is_current and coverable_lines > 0)
        ) as p_rise,
        sum(assertion_free_tests) filter (where is_current)
        / nullif(sum(changed_tests) filter (where is_current and assertion_free_tests is not null), 0) as empty_tests,
        avg(mutation_score) filter (where is_current) as mutation_now,
        avg(mutation_score) filter (where is_baseline) as mutation_before,
        sum(excluded_lines) filter (where is_current)
        / nullif(sum(coverable_lines + excluded_lines) filter (where is_current), 0) as excluded_now,
        sum(excluded_lines) filter (where is_baseline)
        / nullif(sum(coverable_lines + excluded_lines) filter (where is_baseline), 0) as excluded_before
    from window_weeks as week
    inner join observed.coverage as change on week.team_id = change.team_id and week.week_start = change.week_start
    group by all
),

judged as (
    select
        *,
        covered_now - covered_before as rise,
        empty_tests >= $empty_share as has_empty_tests,
        mutation_now - mutation_before < $mutation_part * (covered_now - covered_before) as has_no_better_mutation,
        excluded_now - excluded_before >= $exclusion_rise as has_more_exclusions
    from seen
)

select
    windows.team_id,
    windows.window_name,
    cast(coalesce(judged.n, 0) as bigint) as n,
    judged.covered_before as before,
    judged.covered_now as after,
    normal_equivalent(judged.p_rise) as effect,
    judged.p_rise as p,
    judged.mutation_before as counter_before,
    judged.mutation_now as counter_after,
    judged.rise >= $rise and judged.p_rise < $p_move as is_move,
    case
        when judged.has_empty_tests or judged.has_no_better_mutation or judged.has_more_exclusions then false
        when coalesce(judged.has_empty_tests, judged.has_no_better_mutation) is not null then true
    end as is_explained
from windows
left join judged on windows.team_id = judged.team_id and windows.window_name = judged.window_name
