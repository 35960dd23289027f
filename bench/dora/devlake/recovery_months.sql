-- Panel "failed deployment recovery time per month", report of 2023, in hours. Rule: from the linked deployment's finish
-- to the incident's resolution, of incidents resolved in the window, by the deployment's month; the median is the
-- largest value whose percent rank is at most a half; a month without any is drawn as 0.
-- Translated as in frequency_months.sql; TIMESTAMPDIFF(MINUTE, a, b) is the whole minutes between.
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

recovered as (
    select
        incidents.id,
        to_char(finished.finished_date, 'YY/MM') as month,
        trunc(extract(epoch from incidents.resolution_date - finished.finished_date) / 60) as minutes
    from incidents
    inner join project_incident_deployment_relationships as links on incidents.id = links.id
    inner join finished on links.deployment_id = finished.deployment_id
    where incidents.resolution_date between %(starts)s and %(ends)s
),

ranked as (
    select
        recovered.*,
        percent_rank() over (partition by recovered.month order by recovered.minutes) as ranks
    from recovered
),

medians as (
    select
        ranked.month,
        max(ranked.minutes) as median_minutes
    from ranked
    where ranked.ranks <= 0.5
    group by ranked.month
)

select
    months.month,
    case when medians.median_minutes is null then 0 else medians.median_minutes / 60.0 end as recovery_hours
from calendar_months as months
left join medians on months.month = medians.month
where months.month_timestamp between %(starts)s and %(ends)s
order by months.month_timestamp
