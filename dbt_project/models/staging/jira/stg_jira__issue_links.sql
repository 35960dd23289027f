select
    latest.issue_link_id,
    latest.issue_id,
    latest.project_key,
    latest.link_type,
    latest.direction,
    latest.other_issue_id,
    latest.extracted_at
from {{ latest_versions(source('jira', 'issue_links'), key='issue_link_id') }} as latest
