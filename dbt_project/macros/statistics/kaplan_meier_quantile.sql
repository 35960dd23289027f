{% macro kaplan_meier_quantile(relation, group_columns, duration, is_observed, quantile) -%}
    {%- set groups = group_columns | join(', ') -%}
    (
        with times as (
            select
                {{ groups }},
                {{ duration }} as duration,
                count(*) as n_leaving,
                count(*) filter (where {{ is_observed }}) as n_events
            from {{ relation }}
            where {{ duration }} is not null
            group by {{ groups }}, {{ duration }}
        ),

        at_risk as (
            select
                *,
                -- Who leaves at the same time, by event or by censoring, is still at risk then.
                sum(n_leaving) over (
                    partition by {{ groups }}
                    order by duration desc nulls last
                    rows between unbounded preceding and current row
                ) as n_at_risk
            from times
        ),

        curve as (
            select
                *,
                -- Once everybody at risk has the event, survival is zero: exp(-1000) is.
                exp(sum(case when n_events < n_at_risk then ln(1 - n_events / cast(n_at_risk as double)) else -1000 end) over (
                    partition by {{ groups }}
                    order by duration nulls last
                    rows between unbounded preceding and current row
                )) as survival
            from at_risk
        )

        select
            {{ groups }},
            cast(sum(n_leaving) as bigint) as n_items,
            cast(sum(n_events) as bigint) as n_events,
            -- The tolerance is for survival computed by logarithms; counts below a billion cannot come that close.
            min(duration) filter (where n_events > 0 and survival <= 1 - {{ quantile }} + 1e-9) as value
        from curve
        group by {{ groups }}
    )
{%- endmacro %}
