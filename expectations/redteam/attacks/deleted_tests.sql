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
    and
    cases.test_report_id in (
        select reports.test_report_id
        from honest.landing_junit.test_reports as reports
        inner join attack.services as services on reports.repository = services.repository
        inner join attack.weeks as weeks
            on
                services.team_id = weeks.team_id
                and coalesce(reports.generated_at, reports.run_started_at) >= weeks.starts_at
                and coalesce(reports.generated_at, reports.run_started_at) < weeks.lasts_until
    );
