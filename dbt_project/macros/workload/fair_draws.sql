{% macro fair_draws() -%}
    {#- Draws behind the fairness null; they resolve a p of 0.00025. -#}
    {{ return(4000) }}
{%- endmacro %}
