/*
story: >-
  Puts every test that flickers into quarantine.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [flaky_rate]
naive: [retry_flaky_share]
streams: [junit.test_cases]
*/
update landing_junit.test_cases as cases
set outcome = 'skipped', is_rerun = false
where
    cases.test_id in (
        select flickering.test_id
        from honest.intermediate.int_quality__test_disagreements as flickering
        where flickering.repository = cases.repository
    )
    and cases.test_report_id in (select test_report_id from attack.test_reports where is_lasting);
