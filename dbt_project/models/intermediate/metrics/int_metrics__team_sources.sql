with repositories as (
    select distinct
        tree.team_id,
        owners.repository
    from {{ ref('int_ownership__team_tree') }} as tree
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on tree.member_team_id = owners.team_id
),

teams as (
    select distinct tree.team_id
    from {{ ref('int_ownership__team_tree') }} as tree
),

-- A stream of the whole organisation has one scope, which is everybody's; else each repository has its own.
shared_runs as (
    select
        runs.source,
        runs.stream,
        min(runs.last_success_at) as last_success_at,
        coalesce(count(*) = count(runs.last_success_at), false) as is_complete
    from {{ ref('int_landing__scope_runs') }} as runs
    left join repositories as known on runs.scope = known.repository
    where known.repository is null
    group by runs.source, runs.stream
),

needed as (
    select
        teams.team_id,
        needs.metric_id,
        needs.source,
        needs.stream
    from {{ ref('int_metrics__streams') }} as needs
    cross join teams
),

by_stream as (
    select
        needed.team_id,
        needed.metric_id,
        needed.source,
        needed.stream,
        count(repositories.repository) as n_repositories,
        count(runs.last_success_at) as n_landed,
        min(runs.last_success_at) as last_success_at
    from needed
    left join repositories on needed.team_id = repositories.team_id
    left join {{ ref('int_landing__scope_runs') }} as runs
        on
            repositories.repository = runs.scope
            and needed.source = runs.source
            and needed.stream = runs.stream
    group by needed.team_id, needed.metric_id, needed.source, needed.stream
)

select
    by_stream.team_id,
    by_stream.metric_id,
    min(
        case
            when by_stream.n_landed > 0 and by_stream.n_landed = by_stream.n_repositories then 1
            when by_stream.n_landed = 0 and shared_runs.is_complete then 1
            else 0
        end
    ) = 1 as is_landed,
    min(coalesce(by_stream.last_success_at, shared_runs.last_success_at)) as source_max_loaded_at
from by_stream
left join shared_runs
    on by_stream.source = shared_runs.source and by_stream.stream = shared_runs.stream
group by by_stream.team_id, by_stream.metric_id
