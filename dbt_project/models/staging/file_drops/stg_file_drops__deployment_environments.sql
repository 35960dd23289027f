select
    latest.deployment_environment_id,
    latest.service_id,
    latest.environment,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'deployment_environments'), key='deployment_environment_id') }} as latest
