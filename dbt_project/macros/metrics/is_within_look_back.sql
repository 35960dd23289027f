{% macro is_within_look_back(change) -%}
    {#- A service's first deployment carries its whole history; only the last 30 days of it waited for this one. -#}
    (
        {{ change }}.sequence_number > 1
        or {{ seconds_between(change ~ '.first_seen_at', change ~ '.finished_at') }} <= 30 * 86400
    )
{%- endmacro %}
