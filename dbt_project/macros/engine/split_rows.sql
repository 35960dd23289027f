{% macro split_rows(relation, kept_columns, list_column, item_name) -%}
    {{ adapter.dispatch('split_rows')(relation, kept_columns, list_column, item_name) }}
{%- endmacro %}

{% macro duckdb__split_rows(relation, kept_columns, list_column, item_name) -%}
    (
        select {{ kept_columns | join(', ') }}, item as {{ item_name }}
        from (
            select {{ kept_columns | join(', ') }}, unnest(string_split({{ list_column }}, ',')) as item
            from {{ relation }}
        ) as items
        where item != ''
    )
{%- endmacro %}

{% macro spark__split_rows(relation, kept_columns, list_column, item_name) -%}
    (
        select {{ kept_columns | join(', ') }}, item as {{ item_name }}
        from (
            select {{ kept_columns | join(', ') }}, explode(split({{ list_column }}, ',')) as item
            from {{ relation }}
        ) as items
        where item != ''
    )
{%- endmacro %}
