{% macro kaplan_meier_quantile(relation, group_columns, duration, is_observed, quantile) -%}
    {%- set groups = group_columns | join(', ') -%}
    (
        select
            {{ groups }},
            cast(sum(n_leaving) as bigint) as n_items,
            cast(sum(n_events) as bigint) as n_events,
            -- The tolerance is for survival computed by logarithms; counts below a billion cannot come that close.
            min(duration) filter (where n_events > 0 and survival <= 1 - {{ quantile }} + 1e-9) as value
        from {{ kaplan_meier_curve(relation, group_columns, duration, is_observed) }} as curve
        group by {{ groups }}
    )
{%- endmacro %}
