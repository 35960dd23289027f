-- Tile "change failure rate" of the whole window, without its check of what was collected (failure_rate_check.sql).
-- Rules as in failure_rate_months.sql, without months.
with finished as (
    select
        deployed.cicd_deployment_id as deployment_id,
        max(deployed.finished_date) as finished_date
    from cicd_deployment_commits as deployed
    inner join project_mapping as mapped
        on deployed.cicd_scope_id = mapped.row_id and mapped."table" = 'cicd_scopes'
    where
        mapped.project_name = any(%(projects)s)
        and deployed.result = 'SUCCESS'
        and deployed.environment = 'PRODUCTION'
    group by deployed.cicd_deployment_id
    having max(deployed.finished_date) between %(starts)s and %(ends)s
),

caused as (
    select
        finished.deployment_id,
        count(distinct case when incidents.id is not null then finished.deployment_id end) as has_incident
    from finished
    left join project_incident_deployment_relationships as links on finished.deployment_id = links.deployment_id
    left join incidents on links.id = incidents.id
    group by finished.deployment_id
)

select cast(sum(caused.has_incident) as double precision) / nullif(count(caused.deployment_id), 0) as change_failure_rate
from caused
