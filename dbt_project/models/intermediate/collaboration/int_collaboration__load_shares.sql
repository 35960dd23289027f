-- Who has no known account cannot be seen to carry anything: that is missing, not zero.
with visible as (
    select distinct identities.person_id
    from {{ ref('stg_file_drops__identities') }} as identities
    where identities.source = 'github' and identities.person_id is not null
),

capacities as (
    select
        windows.team_id,
        windows.window_start,
        windows.window_end,
        roster.person_id,
        sum(roster.capacity_weight * {{ days_between(
            'greatest(roster.valid_from, windows.window_start)', 'least(roster.valid_to, windows.window_end)'
        ) }} / 84.0) as capacity
    from {{ ref('int_collaboration__load_windows') }} as windows
    inner join {{ ref('int_ownership__team_tree') }} as tree on windows.team_id = tree.team_id
    inner join {{ ref('int_identity__roster') }} as roster
        on
            tree.member_team_id = roster.team_id
            and windows.window_end > roster.valid_from
            and windows.window_start < roster.valid_to
    inner join visible on roster.person_id = visible.person_id
    group by windows.team_id, windows.window_start, windows.window_end, roster.person_id
),

-- Who is in two teams below a common one carries an event once there.
loads as (
    select
        windows.team_id,
        windows.window_start,
        events.person_id,
        count(distinct events.pull_request_id || ':' || cast(events.local_date as {{ dbt.type_string() }})) as n_events
    from {{ ref('int_collaboration__load_windows') }} as windows
    inner join {{ ref('int_ownership__team_tree') }} as tree on windows.team_id = tree.team_id
    inner join {{ ref('int_collaboration__review_load') }} as events
        on
            tree.member_team_id = events.team_id
            and windows.window_start <= events.local_date
            and windows.window_end > events.local_date
    group by windows.team_id, windows.window_start, events.person_id
),

members as (
    select
        capacities.*,
        coalesce(loads.n_events, 0) as n_events,
        sum(capacities.capacity) over (partition by capacities.team_id, capacities.window_start) as team_capacity,
        sum(coalesce(loads.n_events, 0)) over (
            partition by capacities.team_id, capacities.window_start
        ) as team_events,
        count(*) over (partition by capacities.team_id, capacities.window_start) as n_people
    from capacities
    left join loads
        on
            capacities.team_id = loads.team_id
            and capacities.window_start = loads.window_start
            and capacities.person_id = loads.person_id
    where capacities.capacity > 0
)

select
    members.team_id || ':' || cast(members.window_start as {{ dbt.type_string() }})
    || ':' || members.person_id as load_share_id,
    members.team_id,
    members.window_start,
    members.window_end,
    members.person_id,
    members.n_events,
    members.n_people,
    cast(members.team_events as bigint) as team_events,
    members.capacity / members.team_capacity as capacity_share,
    members.n_events / nullif(cast(members.team_events as double), 0) as load_share,
    members.n_people >= 6 and members.team_events >= 40 as is_judged
from members
