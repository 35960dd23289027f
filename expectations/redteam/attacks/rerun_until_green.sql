/*
story: >-
  Runs red jobs again until they are green, and lets neither the failures nor the retries be
  reported.
minutes: 1
needs_collusion: false
form: naive
metrics: [flaky_rate]
naive: [retry_flaky_share]
streams: [junit.test_cases]
*/
delete from landing_junit.test_cases as cases
where
    cases.outcome in ('failed', 'error')
    and exists (
        select 1 from honest.landing_junit.test_cases as other
        where
            other.repository = cases.repository
            and other.commit_sha = cases.commit_sha
            and other.test_id = cases.test_id
            and other.outcome = 'passed'
    )
    and cases.test_report_id in (select test_report_id from attack.test_reports where is_in_week);

update landing_junit.test_cases as cases
set is_rerun = false
where
    cases.is_rerun
    and cases.test_report_id in (select test_report_id from attack.test_reports where is_in_week);
