-- A test that passed when it was tried again within one run had failed in it before.
with results as (
    select
        cases.repository,
        cases.commit_sha,
        cases.test_id,
        cases.suite_path,
        cases.class_name,
        cases.test_name,
        cases.ordinal,
        reports.artefact_folder,
        cases.run_id,
        cases.attempt,
        coalesce(reports.generated_at, reports.run_started_at) as seen_at,
        cases.outcome = 'passed' as has_passed,
        cases.outcome in ('failed', 'error') or (cases.outcome = 'passed' and cases.is_rerun) as has_failed
    from {{ ref('stg_junit__test_cases') }} as cases
    inner join {{ ref('stg_junit__test_reports') }} as reports
        on cases.test_report_id = reports.test_report_id
    where cases.outcome != 'skipped'
),

attempts as (
    select
        repository,
        commit_sha,
        test_id,
        run_id,
        attempt,
        min(suite_path) as suite_path,
        min(class_name) as class_name,
        min(test_name) as test_name,
        min(ordinal) as ordinal,
        min(artefact_folder) as artefact_folder,
        min(seen_at) as first_seen_at,
        max(case when has_passed then 1 else 0 end) as has_passed,
        max(case when has_failed then 1 else 0 end) as has_failed
    from results
    where seen_at is null or seen_at <= {{ as_of() }}
    group by repository, commit_sha, test_id, run_id, attempt
)

select
    repository,
    commit_sha,
    test_id,
    min(artefact_folder) as artefact_folder,
    min(suite_path) as suite_path,
    min(class_name) as class_name,
    min(test_name) as test_name,
    min(ordinal) as ordinal,
    min(first_seen_at) as first_seen_at,
    count(*) as n_runs,
    count(nullif(has_passed, 0)) as n_passed_runs,
    count(nullif(has_failed, 0)) as n_failed_runs,
    max(has_passed * has_failed) = 1 as is_within_a_run
from attempts
group by repository, commit_sha, test_id
having max(has_passed) = 1 and max(has_failed) = 1
