{% test status_explains_value(model, value_columns=['value']) %}

{% set statuses = [
    'ok', 'provisional', 'insufficient_n', 'not_reached', 'source_stale', 'source_missing', 'source_partial',
    'not_applicable', 'suppressed_privacy', 'suspended_by_audit'
] %}

select *
from {{ model }}
where
    status is null
    or status not in ({{ quoted_list(statuses) }})
    {% for column in value_columns %}
    or ({{ column }} is null) = (status in ('ok', 'provisional'))
    {% endfor %}

{% endtest %}
