with merged as (
    select
        pull_requests.pull_request_id,
        pull_requests.repository,
        pull_requests.author_login,
        pull_requests.created_at,
        pull_requests.merged_at
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    where pull_requests.merged_at <= {{ as_of() }}
),

first_seen as (
    select
        seen.pull_request_id,
        min(seen.first_seen_at) as first_seen_at
    from {{ ref('int_delivery__commit_first_seen') }} as seen
    where seen.pull_request_id is not null
    group by seen.pull_request_id
),

reviewed as (
    select
        merged.pull_request_id,
        min(reviews.submitted_at) as first_review_at,
        max(reviews.submitted_at) as last_review_at,
        max(case when reviews.state = 'APPROVED' then reviews.submitted_at end) as last_approval_at
    from merged
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on merged.pull_request_id = reviews.pull_request_id
    where reviews.is_human and reviews.is_independent and reviews.submitted_at <= merged.merged_at
    group by merged.pull_request_id
),

readied as (
    select
        merged.pull_request_id,
        max(timeline.created_at) as ready_at
    from merged
    inner join {{ ref('stg_github__pull_request_timeline') }} as timeline
        on merged.pull_request_id = timeline.pull_request_id
    left join reviewed on merged.pull_request_id = reviewed.pull_request_id
    where
        timeline.event_type = 'ReadyForReviewEvent'
        and timeline.created_at <= coalesce(reviewed.first_review_at, merged.merged_at)
    group by merged.pull_request_id
)

select
    merged.pull_request_id,
    merged.repository,
    accounts.person_id,
    coalesce(first_seen.first_seen_at, merged.created_at) as first_seen_at,
    coalesce(readied.ready_at, merged.created_at) as ready_at,
    reviewed.first_review_at,
    -- A change that was discussed and merged without approval was decided by its last review.
    coalesce(reviewed.last_approval_at, reviewed.last_review_at) as decided_at,
    merged.merged_at,
    reviewed.pull_request_id is not null as is_reviewed
from merged
left join first_seen on merged.pull_request_id = first_seen.pull_request_id
left join reviewed on merged.pull_request_id = reviewed.pull_request_id
left join readied on merged.pull_request_id = readied.pull_request_id
left join {{ ref('int_identity__accounts') }} as accounts
    on merged.author_login = accounts.login and accounts.is_human
