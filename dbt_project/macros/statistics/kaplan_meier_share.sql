{% macro kaplan_meier_share(relation, group_columns, duration, is_observed, within) -%}
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
                -- As in kaplan_meier_quantile: exp(-1000) is zero.
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
            cast(coalesce(sum(n_events) filter (where duration <= {{ within }}), 0) as bigint) as n_events,
            -- Nobody knows what becomes of the rest where all of it is censored earlier. Logarithms leave dust: it is rounded off.
            case
                when max(duration) >= {{ within }} or min(survival) = 0
                    then round(1 - coalesce(min(survival) filter (where duration <= {{ within }}), 1), 12)
            end as value
        from curve
        group by {{ groups }}
    )
{%- endmacro %}
