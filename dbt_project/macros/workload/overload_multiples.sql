{% macro overload_multiples() -%}
    {#- Multiple 1 is fairness itself; beyond 5 nobody needs a test to notice. -#}
    {%- for multiple in [1, 1.5, 2, 2.5, 3, 4, 5] -%}
    select cast({{ multiple }} as double) as multiple{{ ' union all ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
