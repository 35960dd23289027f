-- Who approves a change twice, as after a push, has approved it once.
with approvals as (
    select
        changes.pull_request_id,
        changes.team_id,
        sizes.author_key,
        coalesce(reviews.person_id, reviews.reviewer_login) as reviewer_key,
        min(reviews.submitted_at) as approved_at
    from {{ ref('int_collaboration__reviewed_changes') }} as changes
    inner join {{ ref('int_delivery__change_sizes') }} as sizes on changes.pull_request_id = sizes.pull_request_id
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on changes.pull_request_id = reviews.pull_request_id and changes.merged_at >= reviews.submitted_at
    where
        reviews.state = 'APPROVED'
        and reviews.is_human
        and reviews.is_independent
        and sizes.author_key is not null
        and coalesce(reviews.person_id, reviews.reviewer_login) is not null
    group by
        changes.pull_request_id, changes.team_id, sizes.author_key, coalesce(reviews.person_id, reviews.reviewer_login)
)

select
    weeks.team_id,
    weeks.week_start,
    approvals.pull_request_id as change_id,
    approvals.author_key,
    approvals.reviewer_key
from approvals
inner join {{ observed_weeks() }} as weeks
    on
        approvals.team_id = weeks.team_id
        and approvals.approved_at >= weeks.starts_at_utc
        and approvals.approved_at < weeks.ends_at_utc
