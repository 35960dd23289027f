select
    environments.deployment_environment_id,
    environments.service_id,
    services.repository,
    environments.environment
from {{ ref('stg_file_drops__deployment_environments') }} as environments
inner join {{ ref('stg_file_drops__services') }} as services on environments.service_id = services.service_id
