{% macro count_metric(metric_id, items, counted, denominator=none, items_are_counted=false, guards_dominance=false) -%}
    {#-
        counted: the columns whose distinct combinations are counted, among them possibly local_date, the item's day in
        the time zone of the team. Every period for which the sources speak has a row, and a true zero if nothing is found.
    -#}
    {%- set extra = counted | reject('in', ['local_date', 'item_id']) | list -%}
    {%- set key -%}
        {%- for column in counted -%}
            cast(placed.{{ column }} as {{ dbt.type_string() }}){{ " || ':' || " if not loop.last }}
        {%- endfor -%}
    {%- endset -%}
    {%- set placed = items_by_period(items, extra, with_local_date=true) -%}
    select
        '{{ metric_id }}' as metric_id,
        periods.team_id,
        periods.grain,
        periods.period_start,
        cast(coalesce(counts.n_counted, 0) as double) as numerator,
        cast({{ 'periods.' ~ denominator if denominator else 'null' }} as double) as denominator,
        cast(coalesce(counts.n_counted, 0) as double) as value,
        cast(coalesce(counts.n_items, 0) as bigint) as n_items,
        cast(coalesce(counts.n_people, 0) as bigint) as n_people,
        true as is_reached
        {%- if guards_dominance %},
        coalesce(dominance.is_dominated, false) as is_dominated
        {%- endif %}
    from {{ spoken_periods(metric_id) }} as periods
    left join (
        select
            placed.team_id,
            placed.grain,
            placed.period_start,
            count(distinct {{ key }}) as n_counted,
            count(distinct {{ key if items_are_counted else 'placed.item_id' }}) as n_items,
            count(distinct placed.person_id) as n_people
        from {{ placed }} as placed
        group by placed.team_id, placed.grain, placed.period_start
    ) as counts
        on
            periods.team_id = counts.team_id
            and periods.grain = counts.grain
            and periods.period_start = counts.period_start
    {%- if guards_dominance %}
    left join {{ dominated_cells(placed, key) }} as dominance
        on
            periods.team_id = dominance.team_id
            and periods.grain = dominance.grain
            and periods.period_start = dominance.period_start
    {%- endif %}
{%- endmacro %}
