-- Of a commit: both dates that its author's machine set, against the first time the server saw it.
with commits as (
    select
        seen.seen_commit_id,
        seen.first_seen_at,
        coalesce(listed.authored_at, direct.authored_at) as authored_at,
        coalesce(listed.committed_at, direct.committed_at) as committed_at,
        coalesce(services.service_id, changes.service_id) as service_id
    from {{ ref('int_delivery__commit_first_seen') }} as seen
    left join {{ ref('stg_github__pull_request_commits') }} as listed
        on seen.seen_commit_id = listed.pull_request_commit_id
    left join {{ ref('stg_github__commits') }} as direct on seen.seen_commit_id = direct.commit_id
    left join {{ ref('int_ownership__pull_request_services') }} as services
        on seen.pull_request_id = services.pull_request_id
    left join {{ ref('int_delivery__commit_changes') }} as changes
        -- One key, for a condition on one side beside it would pair every commit with every other.
        on case when seen.pull_request_id is null then seen.seen_commit_id end = changes.commit_id
    where seen.clock_trust = 'server'
),

owned as (
    select
        commits.*,
        owners.team_id
    from commits
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on
            commits.service_id = owners.service_id
            and cast(commits.first_seen_at as date) >= owners.valid_from
            and cast(commits.first_seen_at as date) < owners.valid_to
),

claimed as (
    select
        team_id,
        'authored:' || seen_commit_id as reading_id,
        'github.authored_at' as source,
        'client' as clock,
        authored_at as claimed_at,
        first_seen_at as seen_at,
        cast(null as timestamp) as not_before
    from owned
    union all
    select
        team_id,
        'committed:' || seen_commit_id as reading_id,
        'github.committed_at' as source,
        'client' as clock,
        committed_at as claimed_at,
        first_seen_at as seen_at,
        authored_at as not_before
    from owned
),

-- Ends that a tool's server set, against the beginnings it set. Nothing tells when another server saw them.
ended as (
    select
        sizes.team_id,
        'merged:' || sizes.pull_request_id as reading_id,
        'github.merged_at' as source,
        sizes.merged_at as claimed_at,
        pull_requests.created_at as not_before
    from {{ ref('int_delivery__change_sizes') }} as sizes
    inner join {{ ref('stg_github__pull_requests') }} as pull_requests
        on sizes.pull_request_id = pull_requests.pull_request_id
    union all
    select
        finished.team_id,
        'deployed:' || finished.deployment_service_id as reading_id,
        'github.deployed_at' as source,
        finished.finished_at as claimed_at,
        deployments.created_at as not_before
    from {{ ref('int_delivery__production_deployments') }} as finished
    inner join {{ ref('stg_github__deployments') }} as deployments
        on finished.deployment_id = deployments.deployment_id
    union all
    select
        team_incidents.team_id,
        'mitigated:' || team_incidents.team_incident_id as reading_id,
        incidents.declared_in || '.mitigated_at' as source,
        incidents.mitigated_at as claimed_at,
        incidents.started_at as not_before
    from {{ ref('int_reliability__team_incidents') }} as team_incidents
    inner join {{ ref('int_reliability__incidents') }} as incidents
        on team_incidents.incident_id = incidents.incident_id
    where incidents.is_mitigated
    union all
    select
        items.team_id,
        'ended:' || items.work_item_team_id as reading_id,
        items.tracker || '.ended_at' as source,
        items.ended_at as claimed_at,
        coalesce(items.started_at, items.created_at) as not_before
    from {{ ref('int_delivery__work_items') }} as items
    where items.ended_at is not null
),

readings as (
    select * from claimed
    union all
    select
        team_id,
        reading_id,
        source,
        'server' as clock,
        claimed_at,
        cast(null as timestamp) as seen_at,
        not_before
    from ended
)

select
    weeks.team_id,
    weeks.week_start,
    readings.reading_id,
    readings.source,
    readings.clock,
    cast(extract(minute from readings.claimed_at) as integer) as minute_of_hour,
    cast({{ seconds_between('readings.claimed_at', 'readings.seen_at') }} as double) as lag_seconds,
    coalesce(readings.claimed_at < readings.not_before, false) as is_impossible
from readings
inner join {{ observed_weeks() }} as weeks
    on
        readings.team_id = weeks.team_id
        and coalesce(readings.seen_at, readings.claimed_at) >= weeks.starts_at_utc
        and coalesce(readings.seen_at, readings.claimed_at) < weeks.ends_at_utc
where readings.claimed_at is not null
