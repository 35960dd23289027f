{% macro from_chart_scale(value, transform) -%}
    {%- if transform == 'log' -%}
        exp({{ value }})
    {%- elif transform == 'sqrt' -%}
        greatest(0.0, greatest(0.0, {{ value }}) * greatest(0.0, {{ value }}) - 0.375)
    {%- else -%}
        {{ value }}
    {%- endif -%}
{%- endmacro %}
