{% macro spoken_periods(metric_id) -%}
    {#- The periods of every team for which the metric's sources speak: in these, and only these, nothing is zero. -#}
    (
        select periods.*
        from {{ ref('int_metrics__periods') }} as periods
        inner join {{ ref('int_metrics__team_sources') }} as sources
            on
                periods.team_id = sources.team_id
                and sources.metric_id = '{{ metric_id }}'
                and sources.is_landed
                and periods.period_start >= sources.covered_from
    )
{%- endmacro %}
