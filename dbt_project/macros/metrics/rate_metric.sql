{% macro rate_metric(metric_id, items, exposures, in_a_unit=1, guards_dominance=false) -%}
    {#-
        Items over what they were exposed to, such as days or person-weeks. Exposures are whole numbers, of which
        in_a_unit make one of the published unit. A period without exposure has no row; one without items is a true zero.
    -#}
    select
        '{{ metric_id }}' as metric_id,
        periods.team_id,
        periods.grain,
        periods.period_start,
        cast(coalesce(counts.n_items, 0) as double) as numerator,
        cast(exposed.exposure as double) / {{ in_a_unit }} as denominator,
        cast(coalesce(counts.n_items, 0) as double) / (cast(exposed.exposure as double) / {{ in_a_unit }}) as value,
        cast(coalesce(counts.n_items, 0) as bigint) as n_items,
        cast(coalesce(counts.n_people, 0) as bigint) as n_people,
        true as is_reached
        {%- if guards_dominance %},
        coalesce(dominance.is_dominated, false) as is_dominated
        {%- endif %}
    from {{ spoken_periods(metric_id) }} as periods
    inner join (
        select
            placed.team_id,
            placed.grain,
            placed.period_start,
            sum(placed.exposure) as exposure
        from {{ items_by_period(exposures, ['exposure']) }} as placed
        group by placed.team_id, placed.grain, placed.period_start
        having sum(placed.exposure) > 0
    ) as exposed
        on
            periods.team_id = exposed.team_id
            and periods.grain = exposed.grain
            and periods.period_start = exposed.period_start
    left join (
        select
            placed.team_id,
            placed.grain,
            placed.period_start,
            count(distinct placed.item_id) as n_items,
            count(distinct placed.person_id) as n_people
        from {{ items_by_period(items) }} as placed
        group by placed.team_id, placed.grain, placed.period_start
    ) as counts
        on
            periods.team_id = counts.team_id
            and periods.grain = counts.grain
            and periods.period_start = counts.period_start
    {%- if guards_dominance %}
    left join {{ dominated_cells(items_by_period(items), 'placed.item_id') }} as dominance
        on
            periods.team_id = dominance.team_id
            and periods.grain = dominance.grain
            and periods.period_start = dominance.period_start
    {%- endif %}
{%- endmacro %}
