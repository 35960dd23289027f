select
    latest.github_team_id,
    latest.team_id,
    latest.slug,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'github_teams'), key='github_team_id') }} as latest
