-- Panel "change failure rate per month". Rule: of the successful production deployments of a month those with at least
-- one incident linked to them; deployments that failed are neither.
-- Translated as in frequency_months.sql; the division is cast, as integers divide to integers here.
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
        finished.finished_date,
        count(distinct case when incidents.id is not null then finished.deployment_id end) as has_incident
    from finished
    left join project_incident_deployment_relationships as links on finished.deployment_id = links.deployment_id
    left join incidents on links.id = incidents.id
    group by finished.deployment_id, finished.finished_date
),

rates as (
    select
        to_char(caused.finished_date, 'YY/MM') as month,
        cast(sum(caused.has_incident) as double precision) / count(caused.deployment_id) as change_failure_rate
    from caused
    group by to_char(caused.finished_date, 'YY/MM')
)

select
    months.month,
    rates.change_failure_rate
from calendar_months as months
left join rates on months.month = rates.month
where months.month_timestamp between %(starts)s and %(ends)s
order by months.month_timestamp
