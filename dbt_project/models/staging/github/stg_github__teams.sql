select
    latest.team_id,
    latest.organisation,
    latest.slug,
    latest.parent_slug,
    latest.extracted_at
from {{ latest_versions(source('github', 'teams'), key='team_id') }} as latest
