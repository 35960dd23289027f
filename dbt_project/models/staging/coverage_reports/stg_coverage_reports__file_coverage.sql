select
    latest.file_coverage_id,
    latest.coverage_report_id,
    latest.repository,
    latest.commit_sha,
    latest.path,
    latest.lines_valid,
    latest.lines_covered,
    latest.branches_valid,
    latest.branches_covered,
    latest.covered_lines,
    latest.uncovered_lines,
    latest.extracted_at
from {{ latest_versions(source('coverage_reports', 'file_coverage'), key='file_coverage_id') }} as latest
