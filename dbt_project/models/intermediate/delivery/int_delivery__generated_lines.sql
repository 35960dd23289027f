-- Git knows by name and attribute what nobody wrote, the organisation by its own patterns; a renamed file was there.
with unwritten as (
    select
        files.pull_request_id,
        files.path
    from {{ ref('stg_github__pull_request_files') }} as files
    where files.change_type in ('RENAMED', 'COPIED')
    union
    select
        files.pull_request_id,
        files.path
    from {{ ref('stg_github__pull_request_files') }} as files
    inner join {{ ref('int_delivery__generated_paths') }} as generated_paths
        on files.repository = generated_paths.repository and files.path = generated_paths.path
    union
    select
        commits.pull_request_id,
        files.path
    from {{ ref('int_delivery__commit_changes') }} as commits
    inner join {{ ref('stg_git__file_changes') }} as files
        on commits.repository = files.repository and commits.commit_sha = files.commit_sha
    where files.is_generated or files.is_vendored
)

select
    sizes.pull_request_id,
    cast(coalesce(
        sum(case when unwritten.path is not null then files.additions + files.deletions end), 0
    ) as bigint) as generated_lines
from {{ ref('int_delivery__change_sizes') }} as sizes
left join {{ ref('stg_github__pull_request_files') }} as files
    on sizes.pull_request_id = files.pull_request_id
left join unwritten
    on files.pull_request_id = unwritten.pull_request_id and files.path = unwritten.path
group by sizes.pull_request_id
