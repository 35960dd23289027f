{% macro to_local(instant, zone) -%}
    {{ adapter.dispatch('to_local')(instant, zone) }}
{%- endmacro %}

{% macro duckdb__to_local(instant, zone) -%}
    timezone({{ zone }}, timezone('UTC', {{ instant }}))
{%- endmacro %}

{% macro spark__to_local(instant, zone) -%}
    from_utc_timestamp({{ instant }}, {{ zone }})
{%- endmacro %}
