{% macro tally_metric(metric_id, items, in_a_unit=1, is_placed=false) -%}
    {#-
        ratio_metric for what a file has counted already: a row stands for many items, and says in n_counted how many.
        Whole numbers again, so that the order of addition cannot matter. Nobody behind them is known.
    -#}
    select
        '{{ metric_id }}' as metric_id,
        placed.team_id,
        placed.grain,
        placed.period_start,
        cast(sum(placed.numerator) as double) / {{ in_a_unit }} as numerator,
        cast(sum(placed.denominator) as double) / {{ in_a_unit }} as denominator,
        cast(sum(placed.numerator) as double) / nullif(cast(sum(placed.denominator) as double), 0) as value,
        cast(sum(placed.n_counted) as bigint) as n_items,
        cast(0 as bigint) as n_people,
        true as is_reached
    from {{
        items if is_placed
        else items_by_period(items, ['numerator', 'denominator', 'n_counted'], largest='n_counted')
    }} as placed
    group by placed.team_id, placed.grain, placed.period_start
{%- endmacro %}
