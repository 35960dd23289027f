with events as (
    select
        pull_requests.repository,
        pull_requests.created_at as happened_at
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    union all
    select
        deployments.repository,
        deployments.created_at as happened_at
    from {{ ref('stg_github__deployments') }} as deployments
),

first_events as (
    select
        tree.team_id,
        min(events.happened_at) as happened_at
    from {{ ref('int_ownership__team_tree') }} as tree
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on tree.member_team_id = owners.team_id
    inner join events on owners.repository = events.repository
    group by tree.team_id
),

-- A team without any event is covered since anybody is; where nothing landed at all, for a quarter back.
starts as (
    select
        teams.team_id,
        teams.valid_from,
        cast(coalesce(
            first_events.happened_at,
            (select min(anybody.happened_at) from first_events as anybody),
            {{ add_seconds(as_of(), -91 * 86400) }}
        ) as date) as first_data_on
    from {{ ref('int_ownership__teams') }} as teams
    left join first_events on teams.team_id = first_events.team_id
)

select
    starts.team_id,
    starts.first_data_on,
    -- The week of the first data counts as covered: nobody works every day of it.
    greatest(starts.valid_from, coalesce(dates.week_start, starts.first_data_on)) as covered_from
from starts
left join {{ ref('int_calendar__dates') }} as dates on starts.first_data_on = dates.date_day
