-- Tile "deployment frequency", report of 2023. Rule: the median number of distinct deployment days of a week, and of
-- days with one of a month and of six months, over every day of the window, whole or not the weeks at its ends; a
-- median is the largest value whose percent rank is at most a half. Days are those of the server.
-- Translated: SYSDATE() - INTERVAL n DAY over crossed digits is generate_series, WEEKDAY is isodow, IF() is case.
with days as (
    select cast(listed.day as date) as day
    from generate_series(cast(%(starts)s as timestamp), cast(%(ends)s as timestamp), interval '1 day') as listed (day)
),

deployment_days as (
    select
        deployed.cicd_deployment_id,
        max(cast(deployed.finished_date as date)) as day
    from cicd_deployment_commits as deployed
    inner join project_mapping as mapped
        on deployed.cicd_scope_id = mapped.row_id and mapped."table" = 'cicd_scopes'
    where
        mapped.project_name = any(%(projects)s)
        and deployed.result = 'SUCCESS'
        and deployed.environment = 'PRODUCTION'
    group by deployed.cicd_deployment_id
),

weeks as (
    select
        days.day - cast(extract(isodow from days.day) as integer) + 1 as week_start,
        count(distinct deployment_days.day) as days_deployed
    from days
    left join deployment_days on days.day = deployment_days.day
    group by days.day - cast(extract(isodow from days.day) as integer) + 1
),

months as (
    select
        date_trunc('month', days.day) as month_start,
        count(distinct deployment_days.day) as days_deployed
    from days
    left join deployment_days on days.day = deployment_days.day
    group by date_trunc('month', days.day)
),

week_ranks as (
    select
        weeks.days_deployed,
        percent_rank() over (order by weeks.days_deployed) as ranks
    from weeks
),

month_ranks as (
    select
        months.days_deployed,
        percent_rank() over (order by months.days_deployed) as ranks
    from months
)

select
    (select max(week_ranks.days_deployed) from week_ranks where week_ranks.ranks <= 0.5) as days_per_week,
    (select max(month_ranks.days_deployed) from month_ranks where month_ranks.ranks <= 0.5) as days_per_month
