select
    latest.board_id,
    latest.board_type,
    latest.project_key,
    latest.extracted_at
from {{ latest_versions(source('jira', 'boards'), key='board_id') }} as latest
