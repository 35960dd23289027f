-- Are instants typed by hand or set by the writer's own machine where they stand for what happened?
-- Two rules, each with its own count: minutes of manual clocks at :00 and :30 (two of sixty by chance), and client
-- clocks that claim a time more than 30 days before the first sighting, or after it.
-- History that was imported comes in one week and explains old claims.
with weekly as (
    select
        team_id,
        week_start,
        count(*) filter (where clock = 'manual') as typed,
        count(*) filter (where clock = 'manual' and minute_of_hour in (0, 30)) as round_minutes,
        count(*) filter (where clock = 'client' and lag_seconds is not null) as claimed,
        count(*) filter (
            where clock = 'client' and (lag_seconds > $early_days * 86400 or lag_seconds < -$late_seconds)
        ) as misplaced
    from observed.clock_readings
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        if(week.window_name = 'six_weeks', 6.0, 13.0) / 13 as part,
        coalesce(sum(typed) filter (where is_current), 0) as typed,
        coalesce(sum(round_minutes) filter (where is_current), 0) as round_minutes,
        sum(typed) filter (where is_prior) as typed_before,
        sum(round_minutes) filter (where is_prior) as round_before,
        coalesce(sum(claimed) filter (where is_current), 0) as claimed,
        coalesce(sum(misplaced) filter (where is_current), 0) as misplaced,
        coalesce(max(misplaced) filter (where is_current), 0) as misplaced_in_one_week,
        coalesce(sum(claimed) filter (where is_prior), 0) as claimed_before,
        coalesce(sum(misplaced) filter (where is_prior), 0) as misplaced_before
    from window_weeks as week
    left join weekly on week.team_id = weekly.team_id and week.week_start = weekly.week_start
    group by all
),

tested as (
    select
        *,
        case when typed >= $least_stamps * part then binomial_greater(round_minutes, typed, 2.0 / 60) end
            as p_round,
        case
            when claimed >= $least_stamps * part then fisher_greater(
                misplaced, claimed - misplaced, misplaced_before, claimed_before - misplaced_before
            )
        end as p_misplaced
    from seen
),

judged as (
    select
        *,
        least(p_round, p_misplaced) as p_either,
        coalesce(p_round < $p_round, false) as has_round,
        coalesce(p_misplaced < $p_misplaced and misplaced >= $misplaced_share * claimed, false) as has_misplaced,
        coalesce(p_misplaced < p_round or p_round is null, false) and claimed > 0 as is_about_claims
    from tested
)

select
    team_id,
    window_name,
    cast(if(is_about_claims, claimed, typed) as bigint) as n,
    if(is_about_claims, misplaced_before / nullif(claimed_before, 0), round_before / nullif(typed_before, 0)) as before,
    if(is_about_claims, misplaced / claimed, round_minutes / nullif(typed, 0)) as after,
    normal_equivalent(p_either) as effect,
    if(p_either > 0.5, 1, 2 * p_either) as p,
    cast(null as double) as counter_before,
    misplaced_in_one_week / nullif(misplaced, 0) as counter_after,
    has_round or has_misplaced as is_move,
    not has_round and has_misplaced and misplaced_in_one_week >= $import_share * misplaced as is_explained
from judged
