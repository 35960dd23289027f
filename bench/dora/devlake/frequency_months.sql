-- Panel "number of deployments per month". Rule: successful production deployments by the month they finished in (of
-- several commits of one pipeline the last counts); a month without any is drawn as 0.
-- Translated: date_format(x, '%%y/%%m') is to_char(x, 'YY/MM'), $__timeFilter(x) is between, ${project} a parameter.
with finished as (
    select
        deployed.cicd_deployment_id,
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

counted as (
    select
        to_char(finished.finished_date, 'YY/MM') as month,
        count(finished.cicd_deployment_id) as deployment_count
    from finished
    group by to_char(finished.finished_date, 'YY/MM')
)

select
    months.month,
    case when counted.deployment_count is null then 0 else counted.deployment_count end as deployment_count
from calendar_months as months
left join counted on months.month = counted.month
where months.month_timestamp between %(starts)s and %(ends)s
order by months.month_timestamp
