-- Do the answers of a survey come together at the upper end, or agree with a statement and its opposite alike?
-- This asks about trust in the survey. Good news moves the mean and leaves people as different as they were.
with waves as (
    select
        windows.team_id,
        windows.window_name,
        windows.window_start,
        wave.*,
        row_number() over (
            partition by windows.team_id, windows.window_name order by wave.week_start desc nulls last
        ) as age
    from windows
    inner join observed.survey_waves as wave
        on windows.team_id = wave.team_id and wave.week_start < windows.window_end
    where wave.n_respondents > 0
),

-- What earlier waves say about one answer: its mean, its variance with the degrees of freedom behind it.
history as (
    select
        team_id,
        window_name,
        count(*) as waves,
        sum(n_respondents) as people,
        sum(mean * n_respondents) / sum(n_respondents) as mean,
        sum(standard_deviation ^ 2 * (n_respondents - 1)) / nullif(sum(n_respondents - 1), 0) as variance,
        sum(n_respondents - 1) as freedom,
        sum(straight_lined) as straight,
        avg(n_respondents) as usual_people
    from waves
    where age > 1
    group by all
),

tested as (
    select
        latest.team_id,
        latest.window_name,
        if(latest.week_start >= latest.window_start and waves >= $waves - 1, latest.n_respondents, 0) as n,
        sqrt(variance) as spread_before,
        latest.standard_deviation as spread_now,
        (latest.mean - history.mean) / nullif(sqrt(variance), 0) as rise,
        straight / people as straight_before,
        latest.straight_lined / latest.n_respondents as straight_now,
        usual_people,
        latest.n_respondents as people_now,
        -- Both at once, by chance: independent of each other where answers are normal.
        variance_less(latest.standard_deviation ^ 2, latest.n_respondents - 1, variance, freedom)
        * normal_tail(
            (latest.mean - history.mean) / nullif(sqrt(variance * (1 / latest.n_respondents + 1 / people)), 0)
        ) as p_compressed,
        fisher_greater(
            latest.straight_lined, latest.n_respondents - latest.straight_lined, straight, people - straight
        ) as p_straight
    from waves as latest
    inner join history on latest.team_id = history.team_id and latest.window_name = history.window_name
    where latest.age = 1
),

judged as (
    select
        *,
        least(p_compressed, p_straight) as p_either,
        spread_now < $spread_ratio * spread_before and rise >= $rise and p_compressed < $p_compressed as is_compressed,
        straight_now >= $straight_share and p_straight < $p_straight as is_straight
    from tested
)

select
    windows.team_id,
    windows.window_name,
    cast(coalesce(n, 0) as bigint) as n,
    if(is_straight and is_compressed is not true, straight_before, spread_before) as before,
    if(is_straight and is_compressed is not true, straight_now, spread_now) as after,
    normal_equivalent(p_either) as effect,
    if(p_either > 0.5, 1, 2 * p_either) as p,
    usual_people as counter_before,
    cast(people_now as double) as counter_after,
    is_compressed or is_straight as is_move,
    people_now <= usual_people * (1 - $people_share) or people_now >= usual_people * (1 + $people_share)
        as is_explained
from windows
left join judged on windows.team_id = judged.team_id and windows.window_name = judged.window_name
