{% test spans_do_not_overlap(model, group_columns, start_column, end_column) %}

with spans as (
    select
        {{ group_columns | join(', ') }},
        {{ start_column }},
        {{ end_column }},
        lead({{ start_column }}) over (
            partition by {{ group_columns | join(', ') }} order by {{ start_column }} nulls last
        ) as next_start
    from {{ model }}
)

select *
from spans
where {{ start_column }} >= {{ end_column }} or next_start < {{ end_column }}

{% endtest %}
