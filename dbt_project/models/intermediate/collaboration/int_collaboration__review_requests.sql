with requests as (
    select
        timeline.event_id as review_request_id,
        timeline.pull_request_id,
        timeline.reviewer_login,
        timeline.reviewer_team_slug,
        timeline.created_at as requested_at,
        pull_requests.is_draft
    from {{ ref('stg_github__pull_request_timeline') }} as timeline
    inner join {{ ref('stg_github__pull_requests') }} as pull_requests
        on timeline.pull_request_id = pull_requests.pull_request_id
    where
        timeline.event_type = 'ReviewRequestedEvent'
        and timeline.created_at <= {{ as_of() }}
        and (timeline.reviewer_login is not null or timeline.reviewer_team_slug is not null)
),

-- The state of the pull request at the request: its last event before, or the first one after.
surroundings as (
    select
        requests.review_request_id,
        max_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at <= requests.requested_at
            and timeline.event_type in ('ReadyForReviewEvent', 'ConvertToDraftEvent')
        ) as last_draft_event,
        min_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at > requests.requested_at
            and timeline.event_type in ('ReadyForReviewEvent', 'ConvertToDraftEvent')
        ) as next_draft_event,
        min(timeline.created_at) filter (
            where timeline.created_at > requests.requested_at
            and timeline.event_type = 'ReadyForReviewEvent'
        ) as next_ready_at,
        max_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at <= requests.requested_at
            and timeline.event_type in ('ClosedEvent', 'ReopenedEvent')
        ) as last_closing_event,
        min(timeline.created_at) filter (
            where timeline.created_at > requests.requested_at
            and timeline.event_type in ('ClosedEvent', 'MergedEvent')
        ) as closed_at,
        min(timeline.created_at) filter (
            where timeline.created_at >= requests.requested_at
            and timeline.event_type = 'ReviewRequestRemovedEvent'
            and timeline.reviewer_login is not distinct from requests.reviewer_login
            and timeline.reviewer_team_slug is not distinct from requests.reviewer_team_slug
        ) as removed_at
    from requests
    inner join {{ ref('stg_github__pull_request_timeline') }} as timeline
        on requests.pull_request_id = timeline.pull_request_id
    where timeline.created_at <= {{ as_of() }}
    group by requests.review_request_id
),

started as (
    select
        requests.review_request_id,
        requests.pull_request_id,
        requests.reviewer_login,
        requests.reviewer_team_slug,
        requests.requested_at,
        case
            when coalesce(
                surroundings.last_draft_event = 'ConvertToDraftEvent',
                surroundings.next_draft_event = 'ReadyForReviewEvent',
                requests.is_draft
            ) then surroundings.next_ready_at
            else requests.requested_at
        end as started_at,
        least(
            coalesce(surroundings.removed_at, {{ as_of() }}), coalesce(surroundings.closed_at, {{ as_of() }})
        ) as ended_at
    from requests
    inner join surroundings on requests.review_request_id = surroundings.review_request_id
    where coalesce(surroundings.last_closing_event, 'ReopenedEvent') = 'ReopenedEvent'
)

select
    started.review_request_id,
    started.pull_request_id,
    started.reviewer_login,
    started.reviewer_team_slug,
    started.requested_at,
    started.started_at,
    started.ended_at
from started
where started.started_at <= started.ended_at
