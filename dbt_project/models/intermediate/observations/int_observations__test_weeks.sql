with reports as (
    select distinct
        reports.test_report_id,
        owners.team_id,
        weeks.period_start as week_start
    from {{ ref('stg_junit__test_reports') }} as reports
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on
            reports.repository = owners.repository
            and cast(coalesce(reports.generated_at, reports.run_started_at) as date) >= owners.valid_from
            and cast(coalesce(reports.generated_at, reports.run_started_at) as date) < owners.valid_to
    inner join {{ ref('int_ownership__teams') }} as teams
        on owners.team_id = teams.team_id and not teams.has_member_teams
    inner join {{ ref('int_calendar__periods') }} as weeks
        on
            owners.team_id = weeks.team_id
            and weeks.grain = 'week'
            and coalesce(reports.generated_at, reports.run_started_at) >= weeks.starts_at_utc
            and coalesce(reports.generated_at, reports.run_started_at) < weeks.ends_at_utc
    where coalesce(reports.generated_at, reports.run_started_at) <= {{ as_of() }}
),

failures as (
    select
        cases.repository,
        cases.run_id,
        cases.test_id,
        min(cases.attempt) as first_failed_attempt
    from {{ ref('stg_junit__test_cases') }} as cases
    where cases.outcome in ('failed', 'error')
    group by cases.repository, cases.run_id, cases.test_id
),

tests as (
    select
        reports.team_id,
        reports.week_start,
        cases.repository,
        cases.test_id,
        count(case when cases.outcome != 'skipped' then 1 end) as run_count,
        count(case
            when cases.outcome = 'passed' and (cases.is_rerun or cases.attempt > failures.first_failed_attempt) then 1
        end) as retry_flake_count
    from {{ ref('stg_junit__test_cases') }} as cases
    inner join reports on cases.test_report_id = reports.test_report_id
    left join failures
        on
            cases.repository = failures.repository
            and cases.run_id = failures.run_id
            and cases.test_id = failures.test_id
    group by reports.team_id, reports.week_start, cases.repository, cases.test_id
),

compared as (
    select
        tests.*,
        min(case when tests.run_count > 0 then tests.week_start end) over (
            partition by tests.repository, tests.test_id
        ) as first_run_week
    from tests
),

-- Skipped all week, run in an earlier one: in quarantine. Never run before: no test of this place.
weeks as (
    select
        compared.team_id,
        compared.week_start,
        cast(sum(compared.run_count) as bigint) as run_count,
        cast(sum(compared.retry_flake_count) as bigint) as retry_flake_count,
        count(*) as test_count,
        count(case when compared.run_count = 0 then 1 end) as quarantined_count
    from compared
    where compared.run_count > 0 or compared.first_run_week < compared.week_start
    group by compared.team_id, compared.week_start
),

commits as (
    select
        commits.team_id,
        weeks.period_start as week_start,
        cast(sum(commits.n_contradictory_tests) as bigint) as disagreement_count,
        cast(sum(commits.n_tests - commits.n_quarantined_tests) as bigint) as commit_test_count
    from {{ ref('int_quality__tested_commits') }} as commits
    inner join {{ ref('int_calendar__periods') }} as weeks
        on
            commits.team_id = weeks.team_id
            and weeks.grain = 'week'
            and commits.tested_at >= weeks.starts_at_utc
            and commits.tested_at < weeks.ends_at_utc
    group by commits.team_id, weeks.period_start
)

select
    weeks.team_id,
    weeks.week_start,
    weeks.run_count,
    weeks.retry_flake_count,
    -- Tests ran; that none of their commits was new is a count of none.
    coalesce(commits.disagreement_count, 0) as disagreement_count,
    coalesce(commits.commit_test_count, 0) as commit_test_count,
    weeks.test_count,
    weeks.quarantined_count
from weeks
left join commits on weeks.team_id = commits.team_id and weeks.week_start = commits.week_start
