select
    latest.team_alias_id,
    latest.team_id,
    latest.source,
    latest.external_id,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'team_aliases'), key='team_alias_id') }} as latest
