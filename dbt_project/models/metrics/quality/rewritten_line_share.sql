with items as (
    select
        changes.change_id as item_id,
        changes.team_id,
        changes.committed_at as occurred_at,
        changes.rewritten_lines as numerator,
        changes.written_lines as denominator,
        -- A line of code is the team's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__rewritten_lines') }} as changes
    where changes.is_mature and changes.written_lines > 0
)

{{ ratio_metric('rewritten_line_share', 'items') }}
