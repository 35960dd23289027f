{% macro percentile_metric(metric_id, items, quantile, is_placed=false) -%}
    {#- is_placed: the items come with team, grain and period, as a snapshot at the ends of periods does. -#}
    select
        '{{ metric_id }}' as metric_id,
        placed.team_id,
        placed.grain,
        placed.period_start,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        cast({{ percentile_of_enough('placed.measure', quantile) }} as double) as value,
        count(*) as n_items,
        count(distinct placed.person_id) as n_people,
        true as is_reached
    from {{ items if is_placed else items_by_period(items, ['measure']) }} as placed
    group by placed.team_id, placed.grain, placed.period_start
{%- endmacro %}
