-- One row per deployment and service of its environment (none: not production) that came to an end.
with ended as (
    select
        statuses.deployment_id,
        min(statuses.created_at) filter (where statuses.state = 'SUCCESS') as succeeded_at,
        min(statuses.created_at) filter (where statuses.state in ('FAILURE', 'ERROR')) as failed_at
    from staging.stg_github__deployment_statuses as statuses
    group by statuses.deployment_id
)

select
    deployments.deployment_id,
    environments.service_id,
    deployments.repository,
    deployments.environment,
    deployments.commit_sha,
    case when ended.succeeded_at is not null then 'SUCCESS' else 'FAILURE' end as result,
    deployments.created_at as started_at,
    coalesce(ended.succeeded_at, ended.failed_at) as finished_at
from staging.stg_github__deployments as deployments
inner join ended on deployments.deployment_id = ended.deployment_id
left join intermediate.int_ownership__production_environments as environments
    on
        deployments.repository = environments.repository
        and deployments.environment = environments.environment
where coalesce(ended.succeeded_at, ended.failed_at) is not null
