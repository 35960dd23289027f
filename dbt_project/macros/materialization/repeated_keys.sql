{% macro repeated_keys(relation, columns, nullable_columns) %}
select
    {{ (columns + nullable_columns) | join(', ') }},
    count(*) as n_rows
from {{ relation }}
group by {{ (columns + nullable_columns) | join(', ') }}
having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{% endmacro %}
