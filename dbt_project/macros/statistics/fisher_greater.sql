{% macro fisher_greater(relation, group_columns, a, b, c, d) -%}
    {#-
        How probable at least `a` is in the table (a b; c d) with its margins, if both rows have the same share: the sum
        of the hypergeometric terms from `a` up.
    -#}
    {%- set groups = group_columns | join(', ') -%}
    (
        with margins as (
            select
                {{ groups }},
                {{ a }} as seen,
                {{ a }} + {{ b }} as row_total,
                {{ c }} + {{ d }} as other_row_total,
                {{ a }} + {{ c }} as column_total
            from {{ relation }}
        ),

        terms as (
            select
                margins.*,
                margins.seen + steps.n as x
            from margins
            inner join {{ integers(10001) }} as steps
                on margins.seen + steps.n <= least(margins.row_total, margins.column_total)
        )

        select
            {{ groups }},
            least(1.0, sum(exp(
                {{ log_choose('row_total', 'x') }}
                + {{ log_choose('other_row_total', '(column_total - x)') }}
                - {{ log_choose('(row_total + other_row_total)', 'column_total') }}
            ))) as p
        from terms
        where column_total - x <= other_row_total
        group by {{ groups }}
    )
{%- endmacro %}

{% macro log_choose(n, k) -%}
    ({{ log_factorial(n) }} - {{ log_factorial(k) }} - {{ log_factorial('(' ~ n ~ ' - ' ~ k ~ ')') }})
{%- endmacro %}
