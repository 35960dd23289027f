{% test unique_key(model, columns, nullable_columns=[]) %}

{{ repeated_keys(model, columns, nullable_columns) }}

{% endtest %}
