with merged as (
    select
        reviewed.*,
        weeks.week_start
    from {{ ref('int_collaboration__reviewed_changes') }} as reviewed
    inner join {{ observed_weeks() }} as weeks
        on
            reviewed.team_id = weeks.team_id
            and reviewed.merged_at >= weeks.starts_at_utc
            and reviewed.merged_at < weeks.ends_at_utc
),

said as (
    select
        merged.pull_request_id,
        min(case when reviews.state = 'APPROVED' then reviews.submitted_at end) as first_approval_at,
        -- What was written over a review is a comment like those at its lines; only its length is landed.
        cast(sum(
            details.comment_count + case when details.body_length > 0 then 1 else 0 end
        ) as bigint) as comment_count,
        {{ percentile('case when details.body_length > 0 then details.body_length end', 0.5) }} as comment_length
    from merged
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on merged.pull_request_id = reviews.pull_request_id and merged.merged_at >= reviews.submitted_at
    inner join {{ ref('stg_github__pull_request_reviews') }} as details on reviews.review_id = details.review_id
    where reviews.is_human and reviews.is_independent
    group by merged.pull_request_id
),

-- The first request asked everybody who waited for it; nobody asked, it was asked by being ready.
asked as (
    select
        said.pull_request_id,
        min(requests.started_at) as asked_at
    from said
    inner join {{ ref('int_collaboration__review_requests') }} as requests
        on said.pull_request_id = requests.pull_request_id and said.first_approval_at >= requests.started_at
    group by said.pull_request_id
)

select
    merged.team_id,
    merged.week_start,
    merged.pull_request_id as change_id,
    sizes.author_key,
    sizes.written_lines,
    sizes.changed_lines as churn_lines,
    unwritten.generated_lines,
    cast({{ seconds_between('times.ready_at', 'times.first_review_at') }} / 3600 as double) as pickup_hours,
    cast(parts.deploy_wait_microseconds / 3.6e9 as double) as deploy_wait_hours,
    cast({{ seconds_between('coalesce(asked.asked_at, times.ready_at)', 'said.first_approval_at') }} / 60 as double)
        as approval_minutes,
    times.is_reviewed,
    merged.is_approved,
    merged.has_substance,
    coalesce(said.comment_count, 0) as comment_count,
    cast(said.comment_length as double) as comment_length,
    coalesce(merged.last_material_push_at > times.first_review_at, false) as has_push_after_review
from merged
inner join {{ ref('int_delivery__change_sizes') }} as sizes on merged.pull_request_id = sizes.pull_request_id
inner join {{ ref('int_delivery__generated_lines') }} as unwritten on merged.pull_request_id = unwritten.pull_request_id
inner join {{ ref('int_delivery__pull_request_times') }} as times on merged.pull_request_id = times.pull_request_id
left join {{ ref('int_delivery__lead_time_parts') }} as parts on merged.pull_request_id = parts.pull_request_id
left join said on merged.pull_request_id = said.pull_request_id
left join asked on merged.pull_request_id = asked.pull_request_id
