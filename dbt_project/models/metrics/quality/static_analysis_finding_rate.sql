-- Findings in a thousand lines: a thousand times the findings, over lines, both a thousand times smaller.
with items as (
    select
        analyses.static_analysis_id as item_id,
        analyses.team_id,
        analyses.analysed_at as occurred_at,
        analyses.new_findings * 1000 as numerator,
        analyses.new_lines as denominator,
        -- A finding is the team's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__static_analyses') }} as analyses
    where analyses.new_findings is not null and analyses.new_lines > 0
)

{{ ratio_metric('static_analysis_finding_rate', 'items', in_a_unit=1000) }}
