-- What it costs that a test both passed and failed on one commit: the attempt after the one it failed in was run for
-- it, and within an attempt it was run again itself.
with results as (
    select
        cases.repository,
        cases.commit_sha,
        cases.test_id,
        cases.test_report_id,
        cases.run_id,
        cases.attempt,
        cases.outcome in ('failed', 'error') as is_failed,
        cases.outcome = 'passed' and cases.is_rerun as is_tried_again,
        cases.duration_seconds,
        coalesce(reports.generated_at, reports.run_started_at) as seen_at,
        reports.duration_seconds as report_seconds
    from {{ ref('stg_junit__test_cases') }} as cases
    inner join {{ ref('stg_junit__test_reports') }} as reports
        on cases.test_report_id = reports.test_report_id
    inner join {{ ref('int_quality__test_disagreements') }} as disagreements
        on
            cases.repository = disagreements.repository
            and cases.commit_sha = disagreements.commit_sha
            and cases.test_id = disagreements.test_id
    where
        cases.outcome != 'skipped'
        and coalesce(reports.generated_at, reports.run_started_at) <= {{ as_of() }}
),

costs as (
    select
        again.repository,
        again.commit_sha,
        again.test_id,
        again.run_id,
        again.attempt,
        again.test_report_id,
        again.seen_at,
        max(again.report_seconds) as cost_seconds
    from results as again
    inner join results as failed
        on
            again.repository = failed.repository
            and again.run_id = failed.run_id
            and again.test_id = failed.test_id
            and again.attempt = failed.attempt + 1
    where failed.is_failed
    group by
        again.repository, again.commit_sha, again.test_id, again.run_id, again.attempt, again.test_report_id,
        again.seen_at
    union all
    select
        repository,
        commit_sha,
        test_id,
        run_id,
        attempt,
        test_report_id,
        seen_at,
        duration_seconds as cost_seconds
    from results
    where is_tried_again
)

select
    costs.repository,
    costs.commit_sha,
    costs.test_id,
    costs.run_id,
    costs.attempt,
    min(costs.seen_at) as seen_at,
    count(*) as n_reruns,
    cast(sum(cast(round(costs.cost_seconds * 1000000) as bigint)) as bigint) as microseconds
from costs
-- Where no duration is stated the cost is not known.
where costs.cost_seconds is not null
group by costs.repository, costs.commit_sha, costs.test_id, costs.run_id, costs.attempt
