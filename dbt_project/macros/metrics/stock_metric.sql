{% macro stock_metric(metric_id, items) -%}
    {#- How many items there are at the end of a period; the items come with team, grain and period. -#}
    select
        '{{ metric_id }}' as metric_id,
        periods.team_id,
        periods.grain,
        periods.period_start,
        cast(coalesce(counts.n_items, 0) as double) as numerator,
        cast(null as double) as denominator,
        cast(coalesce(counts.n_items, 0) as double) as value,
        cast(coalesce(counts.n_items, 0) as bigint) as n_items,
        cast(coalesce(counts.n_people, 0) as bigint) as n_people,
        true as is_reached
    from {{ spoken_periods(metric_id) }} as periods
    left join (
        select
            placed.team_id,
            placed.grain,
            placed.period_start,
            count(distinct placed.item_id) as n_items,
            count(distinct placed.person_id) as n_people
        from {{ items }} as placed
        group by placed.team_id, placed.grain, placed.period_start
    ) as counts
        on
            periods.team_id = counts.team_id
            and periods.grain = counts.grain
            and periods.period_start = counts.period_start
{%- endmacro %}
