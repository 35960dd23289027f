-- A push of nothing but merges of the base branch changes nothing that was reviewed; a rewritten branch may.
with material_pushes as (
    select
        seen.pull_request_id,
        seen.first_seen_at as pushed_at
    from {{ ref('int_delivery__commit_first_seen') }} as seen
    where seen.pull_request_id is not null and not seen.is_merge_commit
    union all
    select
        timeline.pull_request_id,
        timeline.created_at as pushed_at
    from {{ ref('stg_github__pull_request_timeline') }} as timeline
    where timeline.event_type = 'HeadRefForcePushedEvent'
),

merged as (
    select
        sizes.pull_request_id,
        max(material_pushes.pushed_at) as last_material_push_at
    from {{ ref('int_delivery__change_sizes') }} as sizes
    inner join material_pushes
        on
            sizes.pull_request_id = material_pushes.pull_request_id
            and sizes.merged_at >= material_pushes.pushed_at
    group by sizes.pull_request_id
),

pushed as (
    select
        sizes.*,
        coalesce(merged.last_material_push_at, pull_requests.created_at) as last_material_push_at
    from {{ ref('int_delivery__change_sizes') }} as sizes
    inner join {{ ref('stg_github__pull_requests') }} as pull_requests
        on sizes.pull_request_id = pull_requests.pull_request_id
    left join merged on sizes.pull_request_id = merged.pull_request_id
    where sizes.is_human
),

reviewed as (
    select
        pushed.pull_request_id,
        max(
            case
                when reviews.state = 'APPROVED' and reviews.submitted_at >= pushed.last_material_push_at then 1
                else 0
            end
        ) as is_approved,
        max(case when reviews.says_something then 1 else 0 end) as has_substance
    from pushed
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on pushed.pull_request_id = reviews.pull_request_id
    where reviews.is_human and reviews.is_independent and reviews.submitted_at <= pushed.merged_at
    group by pushed.pull_request_id
)

select
    pushed.pull_request_id,
    pushed.repository,
    pushed.service_id,
    pushed.team_id,
    pushed.person_id,
    pushed.merged_at,
    pushed.written_lines,
    pushed.last_material_push_at,
    coalesce(reviewed.is_approved, 0) = 1 as is_approved,
    coalesce(reviewed.has_substance, 0) = 1 as has_substance
from pushed
left join reviewed on pushed.pull_request_id = reviewed.pull_request_id
