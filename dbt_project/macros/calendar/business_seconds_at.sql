{% macro business_seconds_at(day, instant) -%}
    (
        {{ day }}.business_seconds_before
        + greatest(0, least({{ day }}.business_seconds, {{ seconds_between(day ~ '.opens_at_utc', instant) }}))
    )
{%- endmacro %}
