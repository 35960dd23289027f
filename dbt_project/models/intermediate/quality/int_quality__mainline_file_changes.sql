with generated as (
    select distinct changes.file_change_id
    from {{ ref('stg_git__file_changes') }} as changes
    inner join {{ ref('stg_file_drops__generated_paths') }} as patterns
        on
            (patterns.repository is null or changes.repository = patterns.repository)
            and {{ matches_pattern('changes.path', 'patterns.pattern') }}
),

matches as (
    select
        changes.file_change_id,
        changes.repository,
        changes.commit_sha,
        changes.path,
        coalesce(changes.old_path, changes.path) as path_before,
        changes.additions,
        changes.deletions,
        commits.committed_at,
        services.service_id,
        row_number() over (
            partition by changes.file_change_id
            order by length(services.path_prefix) desc nulls last, services.service_id asc nulls last
        ) as place
    from {{ ref('stg_git__file_changes') }} as changes
    inner join {{ ref('stg_git__commits') }} as commits on changes.commit_id = commits.commit_id
    left join generated on changes.file_change_id = generated.file_change_id
    left join {{ ref('stg_file_drops__services') }} as services
        on
            changes.repository = services.repository
            and {{ lies_under('changes.path', 'services.path_prefix') }}
    where
        commits.is_on_default_branch
        and not commits.is_merge
        and commits.committed_at <= {{ as_of() }}
        and changes.file_type = 'file'
        and not changes.is_binary
        and not changes.is_generated
        and not changes.is_vendored
        and generated.file_change_id is null
)

select
    file_change_id,
    repository,
    commit_sha,
    path,
    path_before,
    additions,
    deletions,
    committed_at,
    cast(extract(year from committed_at) * 12 + extract(month from committed_at) as integer) as month_number,
    service_id
from matches
where place = 1
