{% macro rolling_survival_metric(metric_id, items, quantile) -%}
    {#-
        Items count in the quarter they began in and in the three after it: a quarter holds the four that end with it.
        The day they began is a date, which has the same quarter in every zone.
    -#}
    {%- set placed -%}
    (
        select
            counting.team_id,
            'quarter' as grain,
            periods.period_start,
            counting.person_id,
            counting.duration,
            counting.is_observed
        from (
            select
                tree.team_id,
                items.team_id as own_team_id,
                items.person_id,
                items.started_on,
                items.duration,
                items.is_observed,
                row_number() over (
                    partition by tree.team_id, items.item_id order by items.team_id nulls last
                ) as place
            from {{ items }} as items
            inner join {{ ref('int_ownership__team_tree') }} as tree on items.team_id = tree.member_team_id
        ) as counting
        inner join {{ ref('int_calendar__periods') }} as periods
            on
                counting.own_team_id = periods.team_id
                and periods.grain = 'quarter'
                and counting.started_on >= {{ dbt.dateadd('month', -9, 'periods.period_start') }}
                and counting.started_on < periods.period_end
        where counting.place = 1
    )
    {%- endset %}
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
            placed.period_start,
            count(distinct placed.person_id) as n_people
        from {{ placed }} as placed
        group by placed.team_id, placed.period_start
    ) as people
        on quantiles.team_id = people.team_id and quantiles.period_start = people.period_start
{%- endmacro %}
