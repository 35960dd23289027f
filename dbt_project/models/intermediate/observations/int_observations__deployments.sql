select
    weeks.team_id,
    weeks.week_start,
    deployments.deployment_service_id as deployment_id,
    deployments.service_id,
    deployments.is_change_carrying,
    coalesce(failures.is_failed, false) as is_failed
from {{ ref('int_delivery__production_deployments') }} as deployments
inner join {{ observed_weeks() }} as weeks
    on
        deployments.team_id = weeks.team_id
        and deployments.finished_at >= weeks.starts_at_utc
        and deployments.finished_at < weeks.ends_at_utc
left join {{ ref('int_delivery__deployment_failures') }} as failures
    on deployments.deployment_service_id = failures.deployment_service_id
