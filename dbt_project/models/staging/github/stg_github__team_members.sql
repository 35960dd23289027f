select
    latest.team_member_id,
    latest.team_slug,
    latest.login,
    latest.role,
    latest.extracted_at
from {{ latest_versions(source('github', 'team_members'), key='team_member_id') }} as latest
