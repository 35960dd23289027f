{% macro kolmogorov_smirnov(relation, group_columns, value) -%}
    {#-
        How far the distribution of the first sample lies from that of the second, and the p of so great a distance by
        Kolmogorov's limit. The relation counts n_first and n_second at each value. Ranks alone count: values and their
        logarithms give the same.
    -#}
    {%- set groups = group_columns | join(', ') -%}
    (
        with summed as (
            select
                {{ groups }},
                {{ value }} as value,
                sum(n_first) as n_first,
                sum(n_second) as n_second
            from {{ relation }}
            group by {{ groups }}, {{ value }}
        ),

        cumulated as (
            select
                {{ groups }},
                cast(sum(n_first) over (partition by {{ groups }}) as double) as n_first,
                cast(sum(n_second) over (partition by {{ groups }}) as double) as n_second,
                sum(n_first) over (partition by {{ groups }} order by value nulls last) as n_first_up_to,
                sum(n_second) over (partition by {{ groups }} order by value nulls last) as n_second_up_to
            from summed
        ),

        distances as (
            select
                {{ groups }},
                n_first,
                n_second,
                max(abs(n_first_up_to / n_first - n_second_up_to / n_second)) as distance
            from cumulated
            where n_first > 0 and n_second > 0
            group by {{ groups }}, n_first, n_second
        )

        select
            {{ groups }},
            n_first,
            n_second,
            distance,
            {{ kolmogorov_tail('(distance * sqrt(n_first * n_second / (n_first + n_second)))') }} as p
        from distances
    )
{%- endmacro %}
