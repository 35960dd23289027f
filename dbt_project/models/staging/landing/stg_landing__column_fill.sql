select
    source,
    stream,
    load_id,
    column_name,
    n_known,
    n_records
from {{ landing_record('column_fill') }}
