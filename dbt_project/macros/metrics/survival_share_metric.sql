{% macro survival_share_metric(metric_id, items, within, grains=['week', 'month', 'quarter']) -%}
    {#- As survival_metric, but how many items have ended at a given duration, not how long a given share takes. -#}
    {%- set placed = items_by_period(items, ['duration', 'is_observed']) -%}
    select
        '{{ metric_id }}' as metric_id,
        shares.team_id,
        shares.grain,
        shares.period_start,
        cast(shares.n_events as double) as numerator,
        cast(shares.n_items as double) as denominator,
        cast(shares.value as double) as value,
        shares.n_items,
        people.n_people,
        shares.value is not null as is_reached
    from {{ kaplan_meier_share(
        placed, ['team_id', 'grain', 'period_start'], 'duration', 'is_observed', within
    ) }} as shares
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
            shares.team_id = people.team_id
            and shares.grain = people.grain
            and shares.period_start = people.period_start
    where shares.grain in ({{ quoted_list(grains) }})
{%- endmacro %}
