-- Tile "failed deployment recovery time" of the whole window, report of 2023, in hours. Rules as in
-- recovery_months.sql, without months.
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

ranked as (
    select
        trunc(extract(epoch from incidents.resolution_date - finished.finished_date) / 60) as minutes,
        percent_rank() over (
            order by trunc(extract(epoch from incidents.resolution_date - finished.finished_date) / 60)
        ) as ranks
    from incidents
    inner join project_incident_deployment_relationships as links on incidents.id = links.id
    inner join finished on links.deployment_id = finished.deployment_id
    where incidents.resolution_date between %(starts)s and %(ends)s
)

select max(ranked.minutes) / 60.0 as recovery_hours
from ranked
where ranked.ranks <= 0.5
