select
    roster_id,
    person_id,
    team_id,
    role,
    time_zone,
    valid_from,
    coalesce(valid_to, cast('9999-12-31' as date)) as valid_to,
    fte,
    available_fraction,
    fte * available_fraction as capacity_weight
from {{ ref('stg_file_drops__roster') }}
