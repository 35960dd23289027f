with events as (
    select
        'pull_requests' as stream,
        author_login as login,
        created_at as happened_at
    from {{ ref('stg_github__pull_requests') }}
    union all
    select
        'pull_request_reviews' as stream,
        author_login as login,
        submitted_at as happened_at
    from {{ ref('stg_github__pull_request_reviews') }}
    union all
    select
        'commits' as stream,
        author_login as login,
        committed_at as happened_at
    from {{ ref('stg_github__commits') }}
    union all
    select
        'issues' as stream,
        author_login as login,
        created_at as happened_at
    from {{ ref('stg_github__issues') }}
),

monthly as (
    select
        events.stream,
        cast({{ dbt.date_trunc('month', 'events.happened_at') }} as date) as month_start,
        count(*) as n_events,
        count(*) filter (where coalesce(accounts.actor_kind, 'unknown') = 'unknown') as n_unknown
    from events
    left join {{ ref('int_identity__accounts') }} as accounts on events.login = accounts.login
    where events.happened_at is not null
    group by events.stream, cast({{ dbt.date_trunc('month', 'events.happened_at') }} as date)
)

select
    'github' as source,
    stream,
    month_start,
    n_events,
    n_unknown,
    n_unknown / cast(n_events as double) as unknown_share
from monthly
