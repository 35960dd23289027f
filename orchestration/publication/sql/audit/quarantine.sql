-- Everything that could not be used, with the reason; from a file also with its row and the remedy.
select
    'github' as source,
    stream,
    scope,
    cast(null as bigint) as row_number,
    cast(null as varchar) as field,
    payload as value,
    reason,
    cast(null as varchar) as remedy,
    extracted_at
from warehouse.staging.stg_github__quarantine
union all
select
    'file_drops' as source,
    cast(null as varchar) as stream,
    file as scope,
    row_number,
    field,
    value,
    reason,
    remedy,
    extracted_at
from warehouse.staging.stg_file_drops__quarantine
