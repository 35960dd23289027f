-- Panel "median lead time for changes per month", in hours. Rule: the cycle times of the pull requests whose deployment
-- finished in the month; the median is the largest value whose percent rank is at most a half; a month without any is
-- drawn as 0.
-- Translated as in frequency_months.sql.
with deployed as (
    select distinct
        requests.id,
        metrics.pr_cycle_time,
        to_char(deployments.finished_date, 'YY/MM') as month
    from pull_requests as requests
    inner join project_pr_metrics as metrics on requests.id = metrics.id
    inner join project_mapping as mapped
        on requests.base_repo_id = mapped.row_id and mapped."table" = 'repos'
    inner join cicd_deployment_commits as deployments on metrics.deployment_commit_id = deployments.id
    where
        mapped.project_name = any(%(projects)s)
        and requests.merged_date is not null
        and metrics.pr_cycle_time is not null
        and deployments.finished_date between %(starts)s and %(ends)s
),

ranked as (
    select
        deployed.*,
        percent_rank() over (partition by deployed.month order by deployed.pr_cycle_time) as ranks
    from deployed
),

medians as (
    select
        ranked.month,
        max(ranked.pr_cycle_time) as median_cycle_time
    from ranked
    where ranked.ranks <= 0.5
    group by ranked.month
)

select
    months.month,
    case when medians.median_cycle_time is null then 0 else medians.median_cycle_time / 60.0 end as lead_time_hours
from calendar_months as months
left join medians on months.month = medians.month
where months.month_timestamp between %(starts)s and %(ends)s
order by months.month_timestamp
