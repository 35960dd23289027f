select
    owners.service_owner_id,
    owners.service_id,
    services.repository,
    services.path_prefix,
    owners.team_id,
    owners.valid_from,
    coalesce(owners.valid_to, cast('9999-12-31' as date)) as valid_to
from {{ ref('stg_file_drops__service_owners') }} as owners
inner join {{ ref('stg_file_drops__services') }} as services on owners.service_id = services.service_id
