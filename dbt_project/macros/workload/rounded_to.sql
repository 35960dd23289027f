{% macro rounded_to(value, step) -%}
    {#- Published shares are coarse, so that two publications cannot be subtracted to find a person. -#}
    round({{ value }} / {{ step }}) * {{ step }}
{%- endmacro %}
