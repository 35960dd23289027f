-- Paired by the repository and then by the path: a join on both at once would compare every file with every service.
with matches as (
    select
        files.pull_request_file_id,
        services.service_id,
        row_number() over (
            partition by files.pull_request_file_id
            order by length(services.path_prefix) desc nulls last, services.service_id nulls last
        ) as place
    from {{ ref('stg_github__pull_request_files') }} as files
    inner join {{ ref('stg_file_drops__services') }} as services on files.repository = services.repository
    where {{ lies_under('files.path', 'services.path_prefix') }}
),

nearest as (
    select
        pull_request_file_id,
        service_id
    from matches
    where place = 1
)

select
    files.pull_request_file_id,
    files.pull_request_id,
    files.repository,
    files.path,
    files.additions + files.deletions as changed_lines,
    nearest.service_id
from {{ ref('stg_github__pull_request_files') }} as files
left join nearest on files.pull_request_file_id = nearest.pull_request_file_id
