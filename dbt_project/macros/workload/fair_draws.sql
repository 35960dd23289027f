{% macro fair_draws() -%}
    {#- Draws behind the fairness null; they resolve a p of 0.0005. -#}
    {{ return(2000) }}
{%- endmacro %}
