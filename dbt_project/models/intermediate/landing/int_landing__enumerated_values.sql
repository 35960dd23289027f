{% for source, stream, column, values in enumerated_columns() %}
select
    '{{ source }}' as source,
    '{{ stream }}' as stream,
    '{{ column }}' as column_name,
    {{ column }} as value,
    count(*) as n_records
from {{ ref('stg_' ~ source ~ '__' ~ stream) }}
where {{ column }} is not null
group by {{ column }}
{{ 'union all' if not loop.last }}
{% endfor %}
