-- One row per metric and team that a closed gate reaches, with its worst status and why.
create temp table closed_gates as
with closed as (
    select * from warehouse.gates.gate_results
    where not passed and severity = 'degrade'
),

reached_metrics as (
    select distinct closed.*, streams.metric_id as reached_metric_id, streams.source as needed_source
    from closed
    inner join warehouse.intermediate.int_metrics__streams as streams
        on
            closed.metric_id = streams.metric_id
            or (
                closed.metric_id is null
                and closed.source = streams.source
                and coalesce(closed.stream, streams.stream) = streams.stream
            )
),

owning_teams as (
    select distinct owners.repository, tree.team_id
    from warehouse.intermediate.int_ownership__service_owners as owners
    inner join warehouse.intermediate.int_ownership__team_tree as tree on owners.team_id = tree.member_team_id
),

-- A gate on one repository reaches the teams that own something in it; any other reaches everybody.
reached as (
    select reached_metrics.*, teams.team_id
    from reached_metrics
    inner join warehouse.marts.dim_teams as teams
        on
            reached_metrics.scope not in (select repository from owning_teams)
            or reached_metrics.scope is null
            or exists (
                select 1 from owning_teams
                where owning_teams.repository = reached_metrics.scope and owning_teams.team_id = teams.team_id
            )
)

select
    reached_metric_id as metric_id,
    team_id,
    needed_source as source,
    coalesce(check_id, guard) as check_id,
    status_when_failed as status,
    case status_when_failed when 'source_missing' then 1 when 'source_stale' then 2 else 3 end as place,
    concat_ws(': ', coalesce(check_id, guard), nullif(concat_ws('/', stream, nullif(scope, 'organisation')), ''), detail)
        as reason
from reached
