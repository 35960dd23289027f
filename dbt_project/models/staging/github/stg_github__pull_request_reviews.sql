select
    latest.review_id,
    latest.pull_request_id,
    latest.repository,
    latest.author_login,
    latest.author_type,
    latest.state,
    latest.submitted_at,
    latest.commit_sha,
    latest.body_length,
    latest.comment_count,
    latest.extracted_at
from {{ latest_versions(source('github', 'pull_request_reviews'), key='review_id') }} as latest
