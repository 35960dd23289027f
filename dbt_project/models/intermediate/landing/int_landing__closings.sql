with last_events as (
    select
        pull_request_id,
        event_type != 'ReopenedEvent' as is_closed_by_events,
        row_number() over (
            partition by pull_request_id order by created_at desc nulls last, event_id desc nulls last
        ) as place
    from {{ ref('stg_github__pull_request_timeline') }}
    where event_type in ('ClosedEvent', 'MergedEvent', 'ReopenedEvent')
)

select
    'pull_requests' as stream,
    pull_requests.repository,
    pull_requests.pull_request_id as record_id,
    pull_requests.state != 'OPEN' as is_closed_by_state,
    coalesce(last_events.is_closed_by_events, false) as is_closed_by_events
from {{ ref('stg_github__pull_requests') }} as pull_requests
left join last_events on pull_requests.pull_request_id = last_events.pull_request_id and last_events.place = 1
union all
select
    'issues' as stream,
    repository,
    issue_id as record_id,
    state != 'OPEN' as is_closed_by_state,
    closed_at is not null as is_closed_by_events
from {{ ref('stg_github__issues') }}
