select
    latest.issue_id,
    latest.repository,
    latest.number,
    latest.author_login,
    latest.author_type,
    latest.state,
    latest.state_reason,
    latest.created_at,
    latest.updated_at,
    latest.closed_at,
    latest.labels,
    firsts.labels as labels_when_first_read,
    latest.extracted_at
from {{ latest_versions(source('github', 'issues'), key='issue_id') }} as latest
inner join {{ first_versions(source('github', 'issues'), key='issue_id') }} as firsts
    on latest.issue_id = firsts.issue_id
