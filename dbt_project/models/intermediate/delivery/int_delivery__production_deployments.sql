with first_successes as (
    select
        statuses.deployment_id,
        min(statuses.created_at) as finished_at
    from {{ ref('stg_github__deployment_statuses') }} as statuses
    where statuses.state = 'SUCCESS' and statuses.created_at <= {{ as_of() }}
    group by statuses.deployment_id
),

-- One row per service: a deployment to an environment that two services name is one of each.
finished as (
    select
        deployments.deployment_id || ':' || environments.service_id as deployment_service_id,
        deployments.deployment_id,
        environments.service_id,
        deployments.repository,
        deployments.environment,
        deployments.commit_sha,
        deployments.creator_login,
        first_successes.finished_at
    from {{ ref('stg_github__deployments') }} as deployments
    inner join first_successes on deployments.deployment_id = first_successes.deployment_id
    inner join {{ ref('int_ownership__production_environments') }} as environments
        on
            deployments.repository = environments.repository
            and deployments.environment = environments.environment
),

ordered as (
    select
        finished.*,
        row_number() over (
            partition by finished.service_id
            order by finished.finished_at nulls last, finished.deployment_id nulls last
        ) as sequence_number,
        lag(finished.commit_sha) over (
            partition by finished.service_id
            order by finished.finished_at nulls last, finished.deployment_id nulls last
        ) as previous_commit_sha
    from finished
)

select
    ordered.deployment_service_id,
    ordered.deployment_id,
    ordered.service_id,
    ordered.repository,
    ordered.environment,
    owners.team_id,
    accounts.person_id,
    ordered.commit_sha,
    ordered.finished_at,
    ordered.sequence_number,
    coalesce(ordered.commit_sha != ordered.previous_commit_sha, true) as is_change_carrying
from ordered
left join {{ ref('int_ownership__service_owners') }} as owners
    on
        ordered.service_id = owners.service_id
        and cast(ordered.finished_at as date) >= owners.valid_from
        and cast(ordered.finished_at as date) < owners.valid_to
left join {{ ref('int_identity__accounts') }} as accounts
    on ordered.creator_login = accounts.login and accounts.is_human
