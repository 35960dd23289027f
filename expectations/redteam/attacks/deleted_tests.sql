/*
story: >-
  Deletes every test that flickers or is in quarantine.
minutes: 10
needs_collusion: false
form: adaptive
metrics: [flaky_rate]
streams: [junit.test_cases]
*/
delete from landing_junit.test_cases as cases
where
    (
        cases.outcome = 'skipped'
        or cases.test_id in (
            select flickering.test_id
            from honest.intermediate.int_quality__test_disagreements as flickering
            where flickering.repository = cases.repository
        )
    )
    and cases.test_report_id in (select test_report_id from attack.test_reports where is_lasting);
