{% macro dominated_cells(placed, counted) -%}
    {#-
        A published sum tells how much one person did where that is more than half of it, and how much two did where
        that is more than four fifths. One row per cell in which somebody known did anything.
    -#}
    (
        with parts as (
            select
                placed.team_id,
                placed.grain,
                placed.period_start,
                placed.person_id,
                count(distinct {{ counted }}) as n_counted
            from {{ placed }} as placed
            group by placed.team_id, placed.grain, placed.period_start, placed.person_id
        ),

        totals as (
            select
                placed.team_id,
                placed.grain,
                placed.period_start,
                count(distinct {{ counted }}) as n_counted
            from {{ placed }} as placed
            group by placed.team_id, placed.grain, placed.period_start
        )

        select
            totals.team_id,
            totals.grain,
            totals.period_start,
            2 * max(parts.n_counted) > max(totals.n_counted)
            or 5 * max(parts.n_counted + coalesce(others.n_counted, 0)) > 4 * max(totals.n_counted) as is_dominated
        from totals
        inner join parts
            on
                totals.team_id = parts.team_id
                and totals.grain = parts.grain
                and totals.period_start = parts.period_start
        left join parts as others
            on
                parts.team_id = others.team_id
                and parts.grain = others.grain
                and parts.period_start = others.period_start
                and parts.person_id < others.person_id
        where parts.person_id is not null
        group by totals.team_id, totals.grain, totals.period_start
    )
{%- endmacro %}
