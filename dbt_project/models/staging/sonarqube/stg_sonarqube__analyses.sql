select
    latest.analysis_id,
    latest.project_key,
    latest.analysed_at,
    latest.commit_sha,
    latest.project_version,
    latest.detected_ci,
    latest.event_categories,
    latest.extracted_at
from {{ latest_versions(source('sonarqube', 'analyses'), key='analysis_id') }} as latest
