{% macro load_gini(relation, group_columns) -%}
    {#-
        Gini coefficient of load against capacity: 0 where everybody carries the share their capacity is of the whole.
        relation has load_share and capacity_share, one row per person. Whoever carries as much of their capacity as
        another lies on one line with them, so that their order changes nothing: it never is that of their names.
    -#}
    {%- set groups = group_columns | join(', ') -%}
    (
        select
            {{ groups }},
            1 - sum(capacity_share * (2 * load_up_to - load_share)) as gini
        from (
            select
                *,
                sum(load_share) over (
                    partition by {{ groups }}
                    order by load_share / nullif(capacity_share, 0) nulls last, capacity_share nulls last
                    rows between unbounded preceding and current row
                ) as load_up_to
            from {{ relation }}
        ) as lorenz_curve
        group by {{ groups }}
    )
{%- endmacro %}
