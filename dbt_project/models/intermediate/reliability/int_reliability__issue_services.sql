select
    issues.issue_id,
    services.service_id
from {{ ref('int_delivery__incidents') }} as issues
inner join {{ ref('stg_file_drops__services') }} as services on issues.service_id = services.service_id
union all
select
    issues.issue_id,
    services.service_id
from {{ ref('int_delivery__incidents') }} as issues
inner join {{ ref('stg_file_drops__services') }} as services on issues.repository = services.repository
where issues.service_id is null
