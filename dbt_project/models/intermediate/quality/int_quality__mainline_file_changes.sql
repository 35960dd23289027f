with written as (
    select
        changes.file_change_id,
        changes.repository,
        changes.commit_sha,
        changes.path,
        coalesce(changes.old_path, changes.path) as path_before,
        changes.additions,
        changes.deletions,
        commits.committed_at
    from {{ ref('stg_git__file_changes') }} as changes
    inner join {{ ref('stg_git__commits') }} as commits on changes.commit_id = commits.commit_id
    left join {{ ref('int_delivery__generated_paths') }} as generated_paths
        on changes.repository = generated_paths.repository and changes.path = generated_paths.path
    where
        commits.is_on_default_branch
        and not commits.is_merge
        and commits.committed_at <= {{ as_of() }}
        and changes.file_type = 'file'
        and not changes.is_binary
        and not changes.is_generated
        and not changes.is_vendored
        and generated_paths.path is null
)

select
    written.file_change_id,
    written.repository,
    written.commit_sha,
    written.path,
    written.path_before,
    written.additions,
    written.deletions,
    written.committed_at,
    cast(
        extract(year from written.committed_at) * 12 + extract(month from written.committed_at) as integer
    ) as month_number,
    nearest.service_id
from written
left join {{ nearest_service('written', 'file_change_id') }} as nearest
    on written.file_change_id = nearest.file_change_id
