with candidates as (
    select
        pull_requests.pull_request_id,
        pull_requests.is_draft,
        pull_requests.created_at,
        accounts.person_id,
        owners.team_id,
        periods.grain,
        periods.period_start,
        least(periods.ends_at_utc, {{ as_of() }}) as counted_at
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    inner join {{ ref('int_identity__accounts') }} as accounts
        on pull_requests.author_login = accounts.login and accounts.is_human
    inner join {{ ref('int_ownership__pull_request_services') }} as services
        on pull_requests.pull_request_id = services.pull_request_id
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on services.service_id = owners.service_id
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            owners.team_id = periods.team_id
            and pull_requests.created_at < least(periods.ends_at_utc, {{ as_of() }})
            and coalesce(pull_requests.closed_at, {{ as_of() }}) >= least(periods.ends_at_utc, {{ as_of() }})
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) >= owners.valid_from
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) < owners.valid_to
),

-- What the timeline says about the moment: the last event before it, or the first one after it.
events as (
    select
        candidates.pull_request_id,
        candidates.team_id,
        candidates.grain,
        candidates.period_start,
        max_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at < candidates.counted_at
            and timeline.event_type in ('ClosedEvent', 'ReopenedEvent')
        ) as last_closing_event,
        max_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at < candidates.counted_at
            and timeline.event_type in ('ReadyForReviewEvent', 'ConvertToDraftEvent')
        ) as last_draft_event,
        min_by(timeline.event_type, timeline.created_at) filter (
            where timeline.created_at >= candidates.counted_at
            and timeline.event_type in ('ReadyForReviewEvent', 'ConvertToDraftEvent')
        ) as next_draft_event
    from candidates
    inner join {{ ref('stg_github__pull_request_timeline') }} as timeline
        on candidates.pull_request_id = timeline.pull_request_id
    group by candidates.pull_request_id, candidates.team_id, candidates.grain, candidates.period_start
),

open_then as (
    select candidates.*
    from candidates
    left join events
        on
            candidates.pull_request_id = events.pull_request_id
            and candidates.team_id = events.team_id
            and candidates.grain = events.grain
            and candidates.period_start = events.period_start
    where
        coalesce(events.last_closing_event, 'ReopenedEvent') = 'ReopenedEvent'
        and not coalesce(
            events.last_draft_event = 'ConvertToDraftEvent',
            events.next_draft_event = 'ReadyForReviewEvent',
            candidates.is_draft
        )
),

-- The teams above take what their members had open at the end of the members' own period of that label (G2). Who
-- hands a service to a team of another zone at that moment does not make its changes two.
counting as (
    select
        open_then.pull_request_id,
        tree.team_id,
        open_then.grain,
        open_then.period_start,
        open_then.person_id,
        open_then.created_at,
        open_then.counted_at,
        row_number() over (
            partition by open_then.pull_request_id, tree.team_id, open_then.grain, open_then.period_start
            order by open_then.team_id nulls last
        ) as place
    from open_then
    inner join {{ ref('int_ownership__team_tree') }} as tree on open_then.team_id = tree.member_team_id
)

select
    counting.pull_request_id || ':' || counting.team_id || ':' || counting.grain
    || ':' || cast(counting.period_start as {{ dbt.type_string() }}) as open_pull_request_id,
    counting.pull_request_id,
    counting.team_id,
    counting.grain,
    counting.period_start,
    counting.person_id,
    counting.counted_at,
    {{ seconds_between('counting.created_at', 'counting.counted_at') }} / 86400 as age_days
from counting
where counting.place = 1
