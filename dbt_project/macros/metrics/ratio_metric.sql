{% macro ratio_metric(metric_id, items, in_a_unit=1, is_placed=false) -%}
    {#-
        The sum of the items' numerators over the sum of their denominators; never a mean of ratios. Both are whole
        numbers (in_a_unit: how many of them make one of the published unit): the sum of fractions would depend on the
        order in which an engine happens to add them, and two runs over the same data would differ. is_placed: as in percentile_metric.
    -#}
    select
        '{{ metric_id }}' as metric_id,
        placed.team_id,
        placed.grain,
        placed.period_start,
        cast(sum(placed.numerator) as double) / {{ in_a_unit }} as numerator,
        cast(sum(placed.denominator) as double) / {{ in_a_unit }} as denominator,
        cast(sum(placed.numerator) as double) / nullif(cast(sum(placed.denominator) as double), 0) as value,
        count(*) as n_items,
        count(distinct placed.person_id) as n_people,
        true as is_reached
    from {{ items if is_placed else items_by_period(items, ['numerator', 'denominator']) }} as placed
    group by placed.team_id, placed.grain, placed.period_start
{%- endmacro %}
