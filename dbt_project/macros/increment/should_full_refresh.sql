{% macro should_full_refresh() -%}
    {#- dbt asks this of every incremental model. Besides what it was told, it has to be possible. -#}
    {%- set asked = config.get('full_refresh') -%}
    {%- if asked is none -%}
        {%- set asked = flags.FULL_REFRESH -%}
    {%- endif -%}
    {{ return(asked or not can_increment()) }}
{%- endmacro %}
