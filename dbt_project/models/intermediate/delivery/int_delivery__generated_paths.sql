-- A file is changed many times and its path held against the patterns once.
with paths as (
    select
        files.repository,
        files.path
    from {{ ref('stg_github__pull_request_files') }} as files
    union
    select
        changes.repository,
        changes.path
    from {{ ref('stg_git__file_changes') }} as changes
)

select distinct
    paths.repository,
    paths.path
from paths
inner join {{ ref('stg_file_drops__generated_paths') }} as patterns
    on
        (patterns.repository is null or paths.repository = patterns.repository)
        and {{ matches_pattern('paths.path', 'patterns.pattern') }}
