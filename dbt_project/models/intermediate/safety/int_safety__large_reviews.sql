-- Who says something in one of several reviews of a change was not silent about it.
select
    changes.pull_request_id || ':' || coalesce(reviews.person_id, reviews.reviewer_login) as large_review_id,
    changes.team_id,
    changes.merged_at,
    coalesce(reviews.person_id, reviews.reviewer_login) as reviewer_key,
    max(case when reviews.says_something then 1 else 0 end) = 0 as is_silent
from {{ ref('int_collaboration__reviewed_changes') }} as changes
inner join {{ ref('int_collaboration__reviews') }} as reviews
    on changes.pull_request_id = reviews.pull_request_id and changes.merged_at >= reviews.submitted_at
where
    changes.written_lines > 100
    and reviews.is_human
    and reviews.is_independent
    and reviews.state != 'DISMISSED'
    and coalesce(reviews.person_id, reviews.reviewer_login) is not null
group by
    changes.pull_request_id, changes.team_id, changes.merged_at, coalesce(reviews.person_id, reviews.reviewer_login)
