-- The sprint after it is the one that its board began next.
with sprints as (
    select
        sprints.sprint_id,
        sprints.start_at,
        lead(sprints.sprint_id) over (
            partition by sprints.board_id order by sprints.start_at nulls last, sprints.sprint_id nulls last
        ) as next_sprint_id,
        lead(sprints.start_at) over (
            partition by sprints.board_id order by sprints.start_at nulls last, sprints.sprint_id nulls last
        ) as next_start_at
    from {{ ref('stg_jira__sprints') }} as sprints
    where sprints.start_at <= {{ as_of() }}
),

left_late as (
    select
        scopes.sprint_scope_id,
        sprints.next_sprint_id,
        sprints.next_start_at,
        scopes.work_item_id
    from {{ ref('int_delivery__sprint_scopes') }} as scopes
    inner join sprints on scopes.sprint_id = sprints.sprint_id
    inner join {{ ref('int_delivery__sprint_memberships') }} as members
        on scopes.sprint_id = members.sprint_id and scopes.work_item_id = members.work_item_id
    where scopes.is_removed
    group by
        scopes.sprint_scope_id, sprints.next_sprint_id, sprints.next_start_at, scopes.work_item_id, sprints.start_at,
        scopes.ended_at
    having
        {{ seconds_between('sprints.start_at', 'max(members.member_to)') }}
        >= 0.8 * {{ seconds_between('sprints.start_at', 'scopes.ended_at') }}
),

trimmed as (
    select distinct left_late.sprint_scope_id
    from left_late
    inner join {{ ref('int_delivery__sprint_memberships') }} as members
        on
            left_late.next_sprint_id = members.sprint_id
            and left_late.work_item_id = members.work_item_id
            and left_late.next_start_at < members.member_to
),

summed as (
    select
        scopes.team_id,
        scopes.sprint_id,
        max(scopes.ended_at) as ended_at,
        count(case when scopes.is_frozen then 1 end) as frozen_scope,
        count(trimmed.sprint_scope_id) as removed_late,
        count(case when scopes.is_frozen and scopes.is_completed then 1 end) as completed
    from {{ ref('int_delivery__sprint_scopes') }} as scopes
    left join trimmed on scopes.sprint_scope_id = trimmed.sprint_scope_id
    group by scopes.team_id, scopes.sprint_id
)

select
    summed.team_id,
    weeks.period_start as week_start,
    cast(summed.sprint_id as {{ dbt.type_string() }}) as sprint_id,
    summed.frozen_scope,
    summed.removed_late,
    summed.completed
from summed
inner join {{ ref('int_ownership__teams') }} as teams on summed.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__periods') }} as weeks
    on
        summed.team_id = weeks.team_id
        and weeks.grain = 'week'
        and summed.ended_at >= weeks.starts_at_utc
        and summed.ended_at < weeks.ends_at_utc
