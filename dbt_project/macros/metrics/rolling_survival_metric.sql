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
    {%- endset -%}
    {%- set cell = ['team_id', 'grain', 'period_start'] -%}
    {%- set estimate = kaplan_meier_quantile(placed, cell, 'duration', 'is_observed', quantile) -%}
    {{ curve_metric(metric_id, placed, estimate, ['quarter']) }}
{%- endmacro %}
