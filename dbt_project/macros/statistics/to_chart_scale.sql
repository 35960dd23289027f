{% macro to_chart_scale(value, transform) -%}
    {%- if transform == 'log' -%}
        case when {{ value }} > 0 then ln({{ value }}) end
    {%- elif transform == 'sqrt' -%}
        sqrt({{ value }} + 0.375)
    {%- elif transform == 'none' -%}
        {{ value }}
    {%- else -%}
        {{ exceptions.raise_compiler_error("Transform '" ~ transform ~ "' is unknown; use log, sqrt or none.") }}
    {%- endif -%}
{%- endmacro %}
