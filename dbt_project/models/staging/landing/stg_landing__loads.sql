select
    source,
    load_id,
    completed_at
from {{ landing_record('loads') }}
where completed_at is not null
