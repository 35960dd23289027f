{% macro load_level(n_events) -%}
    {#- The highest level that a number of events reaches; null below the lowest. -#}
    case
        {%- for level in load_levels() | reverse %}
        when {{ n_events }} >= {{ level }} then {{ level }}
        {%- endfor %}
    end
{%- endmacro %}
