-- Who has no known account in a tool cannot be seen to carry anything there: that is missing, not zero.
with visible as (
    select distinct
        kinds.load_kind,
        identities.person_id
    from {{ ref('int_workload__kinds') }} as kinds
    inner join {{ ref('stg_file_drops__identities') }} as identities on kinds.tool = identities.source
    where identities.person_id is not null
),

-- Who is in two teams below a common one carries an event once there, and so does who holds an item for weeks.
loads as (
    select
        windows.team_id,
        windows.window_weeks,
        windows.window_start,
        events.load_kind,
        events.person_id,
        count(distinct events.event_id) as n_events
    from {{ ref('int_workload__windows') }} as windows
    inner join {{ ref('int_ownership__team_tree') }} as tree on windows.team_id = tree.team_id
    inner join {{ ref('int_workload__events') }} as events
        on
            tree.member_team_id = events.team_id
            and windows.window_start <= events.local_date
            and windows.window_end > events.local_date
    group by windows.team_id, windows.window_weeks, windows.window_start, events.load_kind, events.person_id
),

members as (
    select
        capacities.*,
        visible.load_kind,
        coalesce(loads.n_events, 0) as n_events,
        count(*) over team_window as n_people,
        cast(sum(coalesce(loads.n_events, 0)) over team_window as bigint) as team_events,
        -- Coarse enough that windows with nearly the same people share their draws.
        cast(round(
            10000 * capacities.capacity / cast(sum(capacities.capacity) over team_window as double)
        ) as bigint) as ten_thousandths
    from {{ ref('int_workload__capacities') }} as capacities
    inner join visible on capacities.person_id = visible.person_id
    left join loads
        on
            capacities.team_id = loads.team_id
            and capacities.window_weeks = loads.window_weeks
            and capacities.window_start = loads.window_start
            and capacities.person_id = loads.person_id
            and visible.load_kind = loads.load_kind
    window
        team_window as (
            partition by
                capacities.team_id, capacities.window_weeks, capacities.window_start, visible.load_kind
        )
),

-- What the draws depend on: the capacities in their order, and never whose they are.
profiles as (
    select
        members.team_id,
        members.window_weeks,
        members.window_start,
        members.load_kind,
        sum(members.ten_thousandths) as team_ten_thousandths,
        {{ sorted_texts('cast(members.ten_thousandths as ' ~ dbt.type_string() ~ ')') }} as profile_id
    from members
    group by members.team_id, members.window_weeks, members.window_start, members.load_kind
)

select
    members.team_id,
    members.window_weeks,
    members.window_start,
    members.load_kind,
    members.person_id,
    members.n_events,
    members.n_people,
    members.team_events,
    profiles.profile_id,
    row_number() over (
        partition by members.team_id, members.window_weeks, members.window_start, members.load_kind
        order by members.ten_thousandths nulls last, members.n_events nulls last
    ) as place,
    members.ten_thousandths / cast(profiles.team_ten_thousandths as double) as capacity_share,
    members.n_events / nullif(cast(members.team_events as double), 0) as load_share,
    members.n_people >= 6 and members.team_events >= 40 as is_judged,
    {{ load_level('members.team_events') }} as drawn_level
from members
inner join profiles
    on
        members.team_id = profiles.team_id
        and members.window_weeks = profiles.window_weeks
        and members.window_start = profiles.window_start
        and members.load_kind = profiles.load_kind
