{% macro business_day_join(day, team_id, time_zone, instant) -%}
    {{ day }}.team_id = {{ team_id }}
    and {{ day }}.time_zone = {{ time_zone }}
    and {{ day }}.local_date = {{ local_date(instant, time_zone) }}
{%- endmacro %}
