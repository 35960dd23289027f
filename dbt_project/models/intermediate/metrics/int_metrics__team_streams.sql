with teams as (
    select distinct team_id from {{ ref('int_ownership__team_tree') }}
),

sources as (
    select distinct source from {{ ref('int_metrics__streams') }}
),

-- A repository is read by every tool; joined by equality, since two ways to match would compare everything.
scopes_of_sources as (
    select
        scopes.team_id,
        scopes.scope,
        scopes.source,
        sources.source as read_from
    from {{ ref('int_ownership__team_scopes') }} as scopes
    inner join sources
        on scopes.source in (sources.source, 'every_tool')
),

-- A stream of the whole organisation has one scope, which is everybody's; else each team has its own.
shared_runs as (
    select
        runs.source,
        runs.stream,
        min(runs.last_success_at) as last_success_at,
        count(*) = count(runs.last_success_at) as is_complete
    from {{ ref('int_landing__scope_runs') }} as runs
    left join scopes_of_sources as scopes on runs.scope = scopes.scope and runs.source = scopes.read_from
    where scopes.scope is null
    group by runs.source, runs.stream
),

own_runs as (
    select
        teams.team_id,
        needs.metric_id,
        needs.need,
        needs.source,
        needs.stream,
        count(case when scopes.source = 'every_tool' then scopes.scope end) as n_repositories,
        count(runs.scope) as n_runs,
        count(runs.last_success_at) as n_landed,
        count(case when scopes.source = needs.source then scopes.scope end) > 0 as is_named,
        min(runs.last_success_at) as last_success_at
    from {{ ref('int_metrics__streams') }} as needs
    cross join teams
    left join scopes_of_sources as scopes
        on teams.team_id = scopes.team_id and needs.source = scopes.read_from
    left join {{ ref('int_landing__scope_runs') }} as runs
        on scopes.scope = runs.scope and needs.source = runs.source and needs.stream = runs.stream
    group by teams.team_id, needs.metric_id, needs.need, needs.source, needs.stream
)

select
    own_runs.team_id,
    own_runs.metric_id,
    own_runs.need,
    own_runs.source,
    own_runs.stream,
    own_runs.is_named,
    own_runs.n_runs > 0 or shared_runs.stream is not null as is_read,
    case
        when own_runs.n_runs = 0 then coalesce(shared_runs.is_complete, false)
        -- GitHub is read repository by repository: one that is not told of was not read.
        else
            own_runs.n_landed = own_runs.n_runs
            and (own_runs.source != 'github' or own_runs.n_landed = own_runs.n_repositories)
    end as is_landed,
    coalesce(own_runs.last_success_at, shared_runs.last_success_at) as last_success_at
from own_runs
left join shared_runs on own_runs.source = shared_runs.source and own_runs.stream = shared_runs.stream
