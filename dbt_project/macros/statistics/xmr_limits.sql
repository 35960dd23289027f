{% macro xmr_limits(relation, group_columns, order_column, value, transform) -%}
    {%- set groups = group_columns | join(', ') -%}
    (
        with numbered as (
            select
                {{ groups }},
                {{ order_column }},
                {{ to_chart_scale(value, transform) }} as charted,
                row_number() over (partition by {{ groups }} order by {{ order_column }} nulls last) as place
            from {{ relation }}
            where {{ to_chart_scale(value, transform) }} is not null
        ),

        moves as (
            select
                *,
                abs(charted - lag(charted) over (partition by {{ groups }} order by place nulls last)) as moving_range
            from numbered
            -- The baseline is frozen: the first 26 values, whatever comes after.
            where place <= 26
        ),

        baselines as (
            select
                {{ groups }},
                count(*) as n_baseline,
                avg(charted) as centre,
                2.66 * avg(moving_range) as reach,
                min({{ order_column }}) as baseline_start,
                max({{ order_column }}) as baseline_end
            from moves
            group by {{ groups }}
        )

        select
            {{ groups }},
            n_baseline,
            case when n_baseline >= 12 then {{ from_chart_scale('centre', transform) }} end as centre_line,
            case when n_baseline >= 12 then {{ from_chart_scale('(centre - reach)', transform) }} end as lower_limit,
            case when n_baseline >= 12 then {{ from_chart_scale('(centre + reach)', transform) }} end as upper_limit,
            case
                when n_baseline >= 26 then 'limits'
                when n_baseline >= 12 then 'provisional_limits'
                else 'no_limits'
            end as limits_status,
            baseline_start,
            baseline_end
        from baselines
    )
{%- endmacro %}
