with items as (
    select
        changes.change_id as item_id,
        changes.team_id,
        changes.committed_at as occurred_at,
        changes.covered_lines as numerator,
        changes.coverable_lines as denominator,
        -- A line of code is the team's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__measured_changes') }} as changes
    where changes.coverable_lines > 0
)

{{ ratio_metric('diff_coverage', 'items') }}
