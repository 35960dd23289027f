{% macro mann_whitney_greater(relation, group_columns, value, is_first) -%}
    {#-
        Whether the values of the first sample tend to be greater than those of the second: U of the first, and its
        one-sided p by the normal approximation with correction for ties and for continuity.
    -#}
    {%- set groups = group_columns | join(', ') -%}
    (
        with counted as (
            select
                {{ groups }},
                {{ is_first }} as is_first,
                count(*) over (partition by {{ groups }}, {{ value }}) as n_tied,
                count(*) over (
                    partition by {{ groups }}
                    order by {{ value }} nulls last
                    range between unbounded preceding and current row
                ) as n_up_to
            from {{ relation }}
            where {{ value }} is not null
        ),

        sums as (
            select
                {{ groups }},
                cast(count(*) filter (where is_first) as double) as n_first,
                cast(count(*) filter (where not is_first) as double) as n_second,
                sum(n_up_to - (n_tied - 1) / cast(2 as double)) filter (where is_first) as ranks_of_first,
                -- Each of t tied values adds t^2 - 1: together the t^3 - t of the correction.
                sum(cast(n_tied as double) * n_tied - 1) as ties
            from counted
            group by {{ groups }}
        ),

        scored as (
            select
                {{ groups }},
                ranks_of_first - n_first * (n_first + 1) / 2 as u,
                n_first * n_second / 2 as expected_u,
                sqrt(
                    n_first * n_second / 12
                    * (n_first + n_second + 1 - ties / ((n_first + n_second) * (n_first + n_second - 1)))
                ) as deviation
            from sums
            where n_first > 0 and n_second > 0
        )

        select
            {{ groups }},
            u,
            case
                when deviation > 0 then {{ normal_upper_tail('((u - expected_u - 0.5) / deviation)') }}
                else 1
            end as p
        from scored
    )
{%- endmacro %}
