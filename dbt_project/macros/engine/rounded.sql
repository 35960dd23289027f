{% macro rounded(value, decimals) -%}
    {#- A round of its own to so many places takes a half up on one engine and as the double lies on the other. -#}
    (round(({{ value }}) * 1e{{ decimals }}) / 1e{{ decimals }})
{%- endmacro %}
