{% macro curve_metric(metric_id, placed, estimate, grains) -%}
    {#- What an estimate on the curve of the placed items says of each team and period, and how many people are behind it. -#}
    select
        '{{ metric_id }}' as metric_id,
        estimates.team_id,
        estimates.grain,
        estimates.period_start,
        cast(estimates.n_events as double) as numerator,
        cast(estimates.n_items as double) as denominator,
        cast(estimates.value as double) as value,
        estimates.n_items,
        people.n_people,
        estimates.value is not null as is_reached
    from {{ estimate }} as estimates
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
            estimates.team_id = people.team_id
            and estimates.grain = people.grain
            and estimates.period_start = people.period_start
    where estimates.grain in ({{ quoted_list(grains) }})
{%- endmacro %}
