-- One row per pull request, with its first commit by author date and the first word of another.
with first_commits as (
    select
        commits.pull_request_id,
        min(commits.authored_at) as first_authored_at
    from staging.stg_github__pull_request_commits as commits
    group by commits.pull_request_id
),

first_reviews as (
    select
        reviews.pull_request_id,
        min(reviews.submitted_at) as first_reviewed_at
    from staging.stg_github__pull_request_reviews as reviews
    inner join staging.stg_github__pull_requests as pull_requests
        on reviews.pull_request_id = pull_requests.pull_request_id
    where reviews.author_login != pull_requests.author_login
    group by reviews.pull_request_id
)

select
    pull_requests.pull_request_id,
    pull_requests.repository,
    pull_requests.created_at,
    pull_requests.merged_at,
    pull_requests.merge_commit_sha,
    first_commits.first_authored_at,
    first_reviews.first_reviewed_at
from staging.stg_github__pull_requests as pull_requests
left join first_commits on pull_requests.pull_request_id = first_commits.pull_request_id
left join first_reviews on pull_requests.pull_request_id = first_reviews.pull_request_id
