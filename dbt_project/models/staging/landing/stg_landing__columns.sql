select
    source,
    stream,
    column_name
from {{ landing_record('columns') }}
