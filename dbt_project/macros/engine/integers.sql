{% macro integers(how_many) -%}
    {{ adapter.dispatch('integers')(how_many) }}
{%- endmacro %}

{% macro duckdb__integers(how_many) -%}
    (select cast(range as integer) as n from range({{ how_many }}))
{%- endmacro %}

{% macro spark__integers(how_many) -%}
    (select cast(id as int) as n from range({{ how_many }}))
{%- endmacro %}
