{% macro observed_weeks() -%}
    {#- A group of teams is asked nothing: what its member teams are asked would be asked twice. -#}
    (
        select
            periods.team_id,
            periods.period_start as week_start,
            periods.period_end as week_end,
            periods.starts_at_utc,
            periods.ends_at_utc
        from {{ ref('int_calendar__periods') }} as periods
        inner join {{ ref('int_ownership__teams') }} as teams on periods.team_id = teams.team_id
        where periods.grain = 'week' and not teams.has_member_teams
    )
{%- endmacro %}
