-- Tile "median lead time for changes" of the whole window, in hours. Rules as in lead_time_months.sql, without months.
with deployed as (
    select distinct
        requests.id,
        metrics.pr_cycle_time
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
        percent_rank() over (order by deployed.pr_cycle_time) as ranks
    from deployed
)

select max(ranked.pr_cycle_time) / 60.0 as lead_time_hours
from ranked
where ranked.ranks <= 0.5
