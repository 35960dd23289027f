with matches as (
    select
        files.pull_request_file_id,
        files.pull_request_id,
        files.repository,
        files.path,
        files.additions + files.deletions as changed_lines,
        services.service_id,
        row_number() over (
            partition by files.pull_request_file_id
            order by length(services.path_prefix) desc nulls last, services.service_id nulls last
        ) as place
    from {{ ref('stg_github__pull_request_files') }} as files
    left join {{ ref('stg_file_drops__services') }} as services
        on
            files.repository = services.repository
            and {{ lies_under('files.path', 'services.path_prefix') }}
)

select
    pull_request_file_id,
    pull_request_id,
    repository,
    path,
    changed_lines,
    service_id
from matches
where place = 1
