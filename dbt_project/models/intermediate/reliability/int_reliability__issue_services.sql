select
    issues.issue_id,
    services.service_id
from {{ ref('int_delivery__incidents') }} as issues
inner join {{ ref('stg_file_drops__services') }} as services
    on
        issues.service_id = services.service_id
        or (issues.service_id is null and issues.repository = services.repository)
