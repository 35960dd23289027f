{% macro severity_of_priority(priority) -%}
    {#- Tools let everybody name priorities: P1, SEV-1, Sev1. The digit at the end is what they share. -#}
    case when right({{ priority }}, 1) in ('1', '2', '3', '4', '5') then right({{ priority }}, 1) end
{%- endmacro %}
