with items as (
    select
        commits.tested_commit_id as item_id,
        commits.team_id,
        commits.tested_at as occurred_at,
        commits.n_contradictory_tests + commits.n_quarantined_tests as numerator,
        commits.n_tests as denominator,
        -- A test is nobody's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__tested_commits') }} as commits
)

{{ ratio_metric('flaky_rate', 'items') }}
