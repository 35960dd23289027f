{% macro overload_draws() -%}
    {#- Draws behind each multiple of the detectable overload: enough to tell a power of 0.8 from 0.7. -#}
    {{ return(200) }}
{%- endmacro %}
