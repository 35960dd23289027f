-- Who wrote a change of substance, or reviewed one with substance before it was merged, knows the component a little.
with changes as (
    select * from {{ ref('int_delivery__change_sizes') }}
    where is_human and written_lines >= 10 and service_id is not null
),

contributions as (
    select
        changes.pull_request_id,
        changes.author_key as contributor_key,
        changes.person_id
    from changes
    union all
    select
        changes.pull_request_id,
        coalesce(reviews.person_id, reviews.reviewer_login) as contributor_key,
        reviews.person_id
    from changes
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on changes.pull_request_id = reviews.pull_request_id
    where
        reviews.is_human
        and reviews.is_independent
        and reviews.is_substantive
        and reviews.submitted_at <= changes.merged_at
),

once as (
    select
        contributions.pull_request_id,
        contributions.contributor_key,
        max(contributions.person_id) as person_id
    from contributions
    group by contributions.pull_request_id, contributions.contributor_key
)

select
    changes.service_id,
    changes.repository,
    once.pull_request_id,
    once.contributor_key,
    once.person_id,
    changes.merged_at
from once
inner join changes on once.pull_request_id = changes.pull_request_id
