{% macro is_within_hours(start_at, event_at, hours) -%}
    {{ seconds_between(start_at, event_at) }} between 0 and {{ hours * 3600 }}
{%- endmacro %}
