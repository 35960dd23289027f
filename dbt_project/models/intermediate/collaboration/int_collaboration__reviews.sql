select
    reviews.review_id,
    reviews.pull_request_id,
    reviews.repository,
    reviews.author_login as reviewer_login,
    reviewers.person_id,
    coalesce(reviewers.is_human, false) as is_human,
    -- One person with two accounts does not review independently.
    coalesce(reviews.author_login != pull_requests.author_login, true)
    and coalesce(reviewers.person_id != authors.person_id, true) as is_independent,
    reviews.state in ('APPROVED', 'CHANGES_REQUESTED')
    or (reviews.state = 'COMMENTED' and (reviews.comment_count >= 1 or reviews.body_length >= 20)) as is_substantive,
    -- What was said with an approval is said as much as what was said without one.
    reviews.state != 'DISMISSED' and (
        reviews.state = 'CHANGES_REQUESTED' or reviews.comment_count >= 1 or reviews.body_length >= 20
    ) as says_something,
    reviews.state,
    reviews.submitted_at
from {{ ref('stg_github__pull_request_reviews') }} as reviews
inner join {{ ref('stg_github__pull_requests') }} as pull_requests
    on reviews.pull_request_id = pull_requests.pull_request_id
left join {{ ref('int_identity__accounts') }} as reviewers
    on reviews.author_login = reviewers.login
left join {{ ref('int_identity__accounts') }} as authors
    on pull_requests.author_login = authors.login
where reviews.state != 'PENDING' and reviews.submitted_at <= {{ as_of() }}
