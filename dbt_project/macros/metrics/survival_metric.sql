{% macro survival_metric(metric_id, items, quantile, grains=['week', 'month', 'quarter']) -%}
    {#- Items count in the period they began in; one that has not ended has lasted at least its duration. -#}
    {%- set placed = items_by_period(items, ['duration', 'is_observed']) -%}
    select
        '{{ metric_id }}' as metric_id,
        quantiles.team_id,
        quantiles.grain,
        quantiles.period_start,
        cast(quantiles.n_events as double) as numerator,
        cast(quantiles.n_items as double) as denominator,
        cast(quantiles.value as double) as value,
        quantiles.n_items,
        people.n_people,
        quantiles.value is not null as is_reached
    from {{ kaplan_meier_quantile(
        placed, ['team_id', 'grain', 'period_start'], 'duration', 'is_observed', quantile
    ) }} as quantiles
    inner join (
        select
            placed.team_id,
            placed.grain,
            placed.period_start,
            count(distinct placed.person_id) as n_people
        from {{ placed }} as placed
        group by placed.team_id, placed.grain, placed.period_start
    ) as people
        on
            quantiles.team_id = people.team_id
            and quantiles.grain = people.grain
            and quantiles.period_start = people.period_start
    where quantiles.grain in ({{ quoted_list(grains) }})
{%- endmacro %}
