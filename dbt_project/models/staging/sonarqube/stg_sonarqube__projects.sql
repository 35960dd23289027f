select
    latest.project_key,
    latest.qualifier,
    latest.visibility,
    latest.last_analysed_at,
    latest.extracted_at
from {{ latest_versions(source('sonarqube', 'projects'), key='project_key') }} as latest
