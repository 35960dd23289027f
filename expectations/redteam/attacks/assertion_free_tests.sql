/*
story: >-
  Writes tests that run code and assert nothing: each covers what one measured file of the week
  leaves uncovered.
minutes: 10
needs_collusion: false
form: naive
metrics: [diff_coverage]
naive: [line_coverage]
streams: [coverage_reports.file_coverage, coverage_reports.coverage_reports]
*/
update landing_coverage_reports.file_coverage as files
set
    lines_covered = files.lines_valid,
    covered_lines = concat_ws(',', nullif(files.covered_lines, ''), nullif(files.uncovered_lines, '')),
    uncovered_lines = ''
from (
    select
        measured.file_coverage_id,
        row_number() over (partition by weeks.team_id, weeks.week_start order by measured.uncovered desc) as place
    from (
        select *, lines_valid - lines_covered as uncovered from honest.landing_coverage_reports.file_coverage
    ) as measured
    inner join honest.landing_coverage_reports.coverage_reports as reports
        on measured.coverage_report_id = reports.coverage_report_id
    inner join honest.landing_git.commits as commits
        on reports.repository = commits.repository and reports.commit_sha = commits.commit_sha
    inner join attack.services as services on reports.repository = services.repository
    inner join attack.weeks as weeks
        on
            services.team_id = weeks.team_id
            and commits.committed_at >= weeks.starts_at
            and commits.committed_at < weeks.lasts_until
) as chosen
where files.file_coverage_id = chosen.file_coverage_id and chosen.place <= getvariable('actions');

update landing_coverage_reports.coverage_reports as reports
set lines_covered = sums.lines_covered
from (
    select coverage_report_id, sum(lines_covered) as lines_covered
    from landing_coverage_reports.file_coverage
    group by coverage_report_id
) as sums
where reports.coverage_report_id = sums.coverage_report_id;
