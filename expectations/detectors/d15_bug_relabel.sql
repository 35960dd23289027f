-- Bugs that became another type, or a smaller share of bugs while items that support linked do not fall.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as done,
        count(*) filter (where was_bug) as bugs,
        count(*) filter (where is_bug) as bugs_now,
        count(*) filter (where was_bug and not is_bug) as renamed,
        count(*) filter (where is_support_linked) as support
    from observed.work_items
    group by all
),

windowed as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(done) filter (where is_current), 0) as n,
        coalesce(sum(bugs) filter (where is_current), 0) as bugs,
        coalesce(sum(renamed) filter (where is_current), 0) as renamed,
        coalesce(sum(bugs) filter (where is_prior), 0) as bugs_prior,
        coalesce(sum(renamed) filter (where is_prior), 0) as renamed_prior,
        avg(coalesce(support, 0)) filter (where is_baseline) as support_before,
        avg(coalesce(support, 0)) filter (where is_current) as support_after,
        z_shift(
            list(bugs_now / done order by week_start) filter (where is_current),
            list(bugs_now / done order by week_start) filter (where is_baseline)
        ) as z_share,
        z_shift(
            list(count_scale(coalesce(support, 0)) order by week_start) filter (where is_current),
            list(count_scale(coalesce(support, 0)) order by week_start) filter (where is_baseline)
        ) as z_support
    from window_weeks as week
    left join weekly using (team_id, week_start)
    group by all
),

tested as (
    select
        *,
        fisher_greater(renamed, bugs - renamed, renamed_prior, bugs_prior - renamed_prior) as p_renamed,
        coalesce(renamed / nullif(bugs, 0) >= $share and p_renamed < $p, false) as has_renamed
    from windowed
)

select
    team_id,
    window_name,
    n,
    renamed_prior / nullif(bugs_prior, 0) as before,
    renamed / nullif(bugs, 0) as after,
    greatest(normal_equivalent(p_renamed), -z_share) as effect,
    -- Two ways to ask.
    least(1.0, 2 * least(p_renamed, normal_tail(-z_share))) as p,
    support_before as counter_before,
    support_after as counter_after,
    has_renamed or z_share < -$z as is_move,
    not has_renamed and z_support <= -$z_support as is_explained
from tested
