-- A walk goes from every deployed commit back through all parents and stops at commits that an
-- earlier deployment of the service deployed. A commit's first deployment is then the earliest walk
-- that met it: were it contained in an earlier one, that one's walk would have met it too.
with recursive deployed as (
    select
        deployments.service_id,
        deployments.repository,
        deployments.commit_sha,
        min(deployments.sequence_number) as sequence_number
    from {{ ref('int_delivery__production_deployments') }} as deployments
    group by deployments.service_id, deployments.repository, deployments.commit_sha
),

-- History from long before a service's first deployment is neither an item nor worth the walk.
service_starts as (
    select
        deployments.service_id,
        deployments.repository,
        {{ add_days('min(cast(deployments.finished_at as date))', -90) }} as oldest_date
    from {{ ref('int_delivery__production_deployments') }} as deployments
    group by deployments.service_id, deployments.repository
),

parent_links as (
    select
        links.repository,
        links.commit_sha,
        links.parent_sha
    from {{ split_rows(
        ref('stg_github__commits'), ['repository', 'commit_sha'], 'parent_shas', 'parent_sha'
    ) }} as links
),

edges as (
    select
        service_starts.service_id,
        parent_links.commit_sha,
        parent_links.parent_sha,
        deployed.sequence_number as parent_sequence_number
    from parent_links
    inner join service_starts on parent_links.repository = service_starts.repository
    inner join {{ ref('stg_github__commits') }} as parents
        on
            parent_links.repository = parents.repository
            and parent_links.parent_sha = parents.commit_sha
    left join deployed
        on
            service_starts.service_id = deployed.service_id
            and parent_links.parent_sha = deployed.commit_sha
    where cast(parents.committed_at as date) >= service_starts.oldest_date
),

walks as (
    select
        deployed.service_id,
        deployed.sequence_number,
        deployed.commit_sha
    from deployed
    -- Not "union all": where branches meet, every path would be walked again.
    {{ union_of_new_rows() }}
    select
        edges.service_id,
        walks.sequence_number,
        edges.parent_sha
    from walks
    inner join edges
        on
            walks.service_id = edges.service_id
            and walks.commit_sha = edges.commit_sha
    where edges.parent_sequence_number is null or edges.parent_sequence_number > walks.sequence_number
),

first_containing as (
    select
        walks.service_id,
        walks.commit_sha,
        min(walks.sequence_number) as sequence_number
    from walks
    group by walks.service_id, walks.commit_sha
)

select
    deployments.deployment_service_id || ':' || commits.commit_sha as deployment_commit_id,
    deployments.deployment_service_id,
    deployments.service_id,
    commits.repository,
    commits.commit_sha,
    deployments.sequence_number,
    deployments.finished_at,
    deployments.team_id
from first_containing
inner join {{ ref('int_delivery__production_deployments') }} as deployments
    on
        first_containing.service_id = deployments.service_id
        and first_containing.sequence_number = deployments.sequence_number
inner join {{ ref('stg_github__commits') }} as commits
    on
        deployments.repository = commits.repository
        and first_containing.commit_sha = commits.commit_sha
