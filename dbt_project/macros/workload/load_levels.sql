{% macro load_levels() -%}
    {#-
        Numbers of events for which is drawn; a load is compared with the draws of the highest level that it reaches,
        their deviations shrunk by the root of the difference.
    -#}
    {{ return([40, 60, 90, 135, 200, 300, 450, 675, 1000, 1500]) }}
{%- endmacro %}
