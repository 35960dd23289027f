select
    latest.file_id,
    latest.project_key,
    latest.path,
    latest.qualifier,
    latest.language,
    latest.code_lines,
    latest.complexity,
    latest.cognitive_complexity,
    latest.lines_to_cover,
    latest.uncovered_lines,
    latest.coverage_percent,
    latest.duplicated_lines_percent,
    latest.extracted_at
from {{ latest_versions(source('sonarqube', 'file_measures'), key='file_id') }} as latest
