select
    latest.member_id,
    latest.group_path,
    latest.username,
    latest.account_state,
    latest.access_level,
    latest.created_at,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'members'), key='member_id') }} as latest
