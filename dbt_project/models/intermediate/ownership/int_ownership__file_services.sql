select
    files.pull_request_file_id,
    files.pull_request_id,
    files.repository,
    files.path,
    files.additions + files.deletions as changed_lines,
    nearest.service_id
from {{ ref('stg_github__pull_request_files') }} as files
left join {{ nearest_service(ref('stg_github__pull_request_files'), 'pull_request_file_id') }} as nearest
    on files.pull_request_file_id = nearest.pull_request_file_id
