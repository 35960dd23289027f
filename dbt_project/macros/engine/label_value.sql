{% macro label_value(labels, prefix) -%}
    {{ adapter.dispatch('label_value')(labels, prefix) }}
{%- endmacro %}

{% macro duckdb__label_value(labels, prefix) -%}
    list_min(list_transform(
        list_filter(string_split({{ labels }}, ','), lambda label: starts_with(label, {{ prefix }})),
        lambda label: substr(label, length({{ prefix }}) + 1)
    ))
{%- endmacro %}

{% macro spark__label_value(labels, prefix) -%}
    array_min(transform(
        filter(split({{ labels }}, ','), label -> startswith(label, {{ prefix }})),
        label -> substr(label, length({{ prefix }}) + 1)
    ))
{%- endmacro %}
