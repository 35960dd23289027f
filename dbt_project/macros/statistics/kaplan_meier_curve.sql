{% macro kaplan_meier_curve(relation, group_columns, duration, is_observed) -%}
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
        )

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
{%- endmacro %}
