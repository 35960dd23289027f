{% macro kaplan_meier_share(relation, group_columns, duration, is_observed, within) -%}
    {%- set groups = group_columns | join(', ') -%}
    (
        select
            {{ groups }},
            cast(sum(n_leaving) as bigint) as n_items,
            cast(coalesce(sum(n_events) filter (where duration <= {{ within }}), 0) as bigint) as n_events,
            -- Nobody knows what becomes of the rest where all of it is censored earlier. Logarithms leave dust: it is rounded off.
            case
                when max(duration) >= {{ within }} or min(survival) = 0
                    then {{ rounded('1 - coalesce(min(survival) filter (where duration <= ' ~ within ~ '), 1)', 12) }}
            end as value
        from {{ kaplan_meier_curve(relation, group_columns, duration, is_observed) }} as curve
        group by {{ groups }}
    )
{%- endmacro %}
