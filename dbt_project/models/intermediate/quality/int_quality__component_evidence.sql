-- A year up to now. Files are joined by repository and path: another clone's commits have other ids.
with changed_files as (
    select
        changes.repository,
        changes.path,
        changes.additions + changes.deletions as changed_lines
    from {{ ref('stg_git__file_changes') }} as changes
    inner join {{ ref('stg_git__commits') }} as commits
        on changes.commit_id = commits.commit_id
    where
        commits.is_on_default_branch
        and not commits.is_merge
        and commits.committed_at <= {{ as_of() }}
        and commits.committed_at > {{ add_seconds(as_of(), '-365 * 86400') }}
        and not coalesce(changes.is_generated, false)
        and not coalesce(changes.is_vendored, false)
        and changes.additions is not null
),

paths as (
    select
        changed_files.repository,
        changed_files.path,
        sum(changed_files.changed_lines) as changed_lines
    from changed_files
    group by changed_files.repository, changed_files.path
),

-- The service with the longest prefix holds a file.
churn as (
    select
        services.service_id as component_id,
        'churn' as factor,
        paths.path as evidence_id,
        cast(paths.changed_lines as bigint) as amount,
        row_number() over (
            partition by paths.repository, paths.path
            order by length(services.path_prefix) desc nulls last, services.service_id asc nulls last
        ) as place
    from paths
    inner join {{ ref('stg_file_drops__services') }} as services
        on
            paths.repository = services.repository
            and {{ lies_under('paths.path', 'services.path_prefix') }}
    where paths.changed_lines > 0
),

complexity as (
    select
        services.service_id as component_id,
        'complexity' as factor,
        files.path as evidence_id,
        files.complexity as amount,
        row_number() over (
            partition by files.file_id
            order by
                case when {{ lies_under('files.path', 'services.path_prefix') }} then 0 else 1 end asc nulls last,
                length(services.path_prefix) desc nulls last,
                services.service_id asc nulls last
        ) as place
    from {{ ref('stg_sonarqube__file_measures') }} as files
    inner join {{ ref('stg_file_drops__service_aliases') }} as aliases
        on aliases.source = 'sonarqube' and files.project_key = aliases.external_id
    inner join {{ ref('stg_file_drops__services') }} as services
        on aliases.service_id = services.service_id
    where files.complexity is not null
)

select
    component_id,
    factor,
    evidence_id,
    amount
from churn
where place = 1
union all
select
    component_id,
    factor,
    evidence_id,
    amount
from complexity
where place = 1
union all
select
    deployments.service_id as component_id,
    'failure_links' as factor,
    links.failure_link_id as evidence_id,
    1 as amount
from {{ ref('int_delivery__deployment_failure_links') }} as links
inner join {{ ref('int_delivery__deployment_failures') }} as deployments
    on links.deployment_service_id = deployments.deployment_service_id
where
    deployments.finished_at <= {{ as_of() }}
    and deployments.finished_at > {{ add_seconds(as_of(), '-365 * 86400') }}
union all
select distinct
    contributions.service_id as component_id,
    'knowledge' as factor,
    contributions.repository || '#' || cast(pull_requests.number as {{ dbt.type_string() }}) as evidence_id,
    1 as amount
from {{ ref('int_collaboration__component_contributions') }} as contributions
inner join {{ ref('stg_github__pull_requests') }} as pull_requests
    on contributions.pull_request_id = pull_requests.pull_request_id
where
    contributions.merged_at < {{ as_of() }}
    and contributions.merged_at >= {{ add_seconds(as_of(), '-365 * 86400') }}
