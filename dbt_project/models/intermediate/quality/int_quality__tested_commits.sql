-- A test that passed when it was tried again within one run had failed in it before.
with results as (
    select
        cases.repository,
        cases.commit_sha,
        cases.test_id,
        coalesce(reports.generated_at, reports.run_started_at) as seen_at,
        case when cases.outcome != 'skipped' then 1 else 0 end as was_executed,
        case when cases.outcome = 'passed' then 1 else 0 end as has_passed,
        case
            when cases.outcome in ('failed', 'error') or (cases.outcome = 'passed' and cases.is_rerun) then 1 else 0
        end as has_failed
    from {{ ref('stg_junit__test_cases') }} as cases
    inner join {{ ref('stg_junit__test_reports') }} as reports
        on cases.test_report_id = reports.test_report_id
),

tests as (
    select
        repository,
        commit_sha,
        test_id,
        min(seen_at) as seen_at,
        max(seen_at) as last_seen_at,
        max(was_executed) as was_executed,
        max(has_passed) * max(has_failed) as is_contradictory
    from results
    where seen_at <= {{ as_of() }}
    group by repository, commit_sha, test_id
),

compared as (
    select
        *,
        min(case when was_executed = 1 then seen_at end) over (partition by repository, test_id) as first_executed_at
    from tests
),

commits as (
    select
        repository,
        commit_sha,
        min(seen_at) as tested_at,
        max(last_seen_at) as last_tested_at,
        count(*) as n_tests,
        count(nullif(is_contradictory, 0)) as n_contradictory_tests,
        count(nullif(was_executed, 1)) as n_quarantined_tests
    from compared
    -- Skipped here, executed on an earlier commit: in quarantine. Never executed: no test of this place.
    where was_executed = 1 or first_executed_at < seen_at
    group by repository, commit_sha
)

select distinct
    commits.repository || ':' || commits.commit_sha as tested_commit_id,
    owners.team_id,
    commits.repository,
    commits.commit_sha,
    commits.tested_at,
    commits.last_tested_at,
    commits.n_tests,
    commits.n_contradictory_tests,
    commits.n_quarantined_tests
from commits
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        commits.repository = owners.repository
        and cast(commits.tested_at as date) >= owners.valid_from
        and cast(commits.tested_at as date) < owners.valid_to
