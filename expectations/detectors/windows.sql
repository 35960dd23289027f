-- What each team is compared over: one row a team and window. All dates are Mondays, ends exclusive.
-- A recorded decision begins a baseline anew; without one, a question that is open keeps the baseline it was asked with.
create or replace temp table windows as
with teams as (
    select distinct team_id from observed.team_weeks where $with_teams
    union all
    select 'organisation' where $with_organisation
),

decided as (
    select
        teams.team_id,
        -- The first whole week under the decision.
        cast(date_trunc('week', max(decision.effective_from) + interval 6 day) as date) as first_week
    from teams
    inner join observed.baseline_decisions as decision
        on
            (decision.team_id is null or decision.team_id = teams.team_id)
            and (decision.metric_id is null or list_contains($metrics, decision.metric_id))
            and decision.effective_from < $window_end
    group by teams.team_id
),

baselines as (
    select
        teams.team_id,
        decided.first_week,
        case
            when kept.baseline_end is null or decided.first_week > kept.baseline_end
                then cast($window_start as date)
            else kept.baseline_end
        end as baseline_end
    from teams
    left join decided on teams.team_id = decided.team_id
    left join kept_baselines as kept on teams.team_id = kept.team_id
)

select
    baselines.team_id,
    lengths.window_name,
    cast(greatest(baselines.baseline_end - 26 * 7, baselines.first_week) as date) as baseline_start,
    baselines.baseline_end,
    cast(greatest(baselines.baseline_end - 52 * 7, baselines.first_week) as date) as prior_start,
    cast($window_end - lengths.weeks * 7 as date) as window_start,
    cast($window_end as date) as window_end
from baselines
cross join (values ('quarter', 13), ('six_weeks', 6)) as lengths (window_name, weeks)
where list_contains($windows, lengths.window_name);

-- The weeks of each window, and the parts they belong to; the baseline's weeks are prior weeks, too.
create or replace temp table window_weeks as
with roster as (
    select team_id, week_start, n_people
    from observed.team_weeks
    union all
    select 'organisation' as team_id, week_start, sum(n_people) as n_people
    from observed.team_weeks
    group by week_start
)

select
    windows.team_id,
    windows.window_name,
    week.week_start,
    week.n_people,
    week.week_start >= windows.window_start and week.week_start < windows.window_end as is_current,
    week.week_start >= windows.baseline_start and week.week_start < windows.baseline_end as is_baseline,
    week.week_start >= windows.prior_start and week.week_start < windows.baseline_end as is_prior
from windows
inner join roster as week on windows.team_id = week.team_id
where
    week.week_start >= least(windows.prior_start, windows.baseline_start)
    and week.week_start < windows.window_end;

-- How many people were on the roster in the median week of each window.
create or replace temp table window_people as
select team_id, window_name, median(n_people) as n_people
from window_weeks
where is_current
group by all;
