-- A sprint ends when it is closed, or as long as nobody closes it at its planned end.
with sprints as (
    select
        ended.*,
        least({{ add_seconds('ended.start_at', 86400) }}, ended.ended_at) as frozen_at
    from (
        select
            sprints.sprint_id,
            sprints.start_at,
            case when sprints.complete_at <= {{ as_of() }} then sprints.complete_at else sprints.end_at end as ended_at
        from {{ ref('stg_jira__sprints') }} as sprints
    ) as ended
    where ended.start_at < ended.ended_at and ended.ended_at <= {{ as_of() }}
),

scopes as (
    select
        sprints.sprint_id,
        sprints.start_at,
        sprints.frozen_at,
        sprints.ended_at,
        members.work_item_id,
        bool_or(members.member_from <= sprints.frozen_at and members.member_to > sprints.frozen_at) as is_frozen,
        bool_or(members.member_from < sprints.ended_at and members.member_to >= sprints.ended_at) as is_in_at_end
    from sprints
    inner join {{ ref('int_delivery__sprint_memberships') }} as members on sprints.sprint_id = members.sprint_id
    group by sprints.sprint_id, sprints.start_at, sprints.frozen_at, sprints.ended_at, members.work_item_id
),

-- What was done before the sprint began is no commitment of it.
done as (
    select
        scopes.sprint_id,
        scopes.work_item_id,
        bool_or(spells.entered_at <= scopes.start_at) as is_done_before,
        bool_or(
            spells.has_persisted and not spells.is_abandonment
            and spells.entered_at <= scopes.ended_at
            and coalesce(spells.left_at > scopes.ended_at, true)
        ) as is_completed
    from scopes
    inner join {{ ref('int_delivery__work_item_spells') }} as spells
        on
            scopes.work_item_id = spells.work_item_id
            and spells.category = 'done'
            and coalesce(scopes.start_at < spells.left_at, true)
    group by scopes.sprint_id, scopes.work_item_id
),

held as (
    select distinct
        scopes.*,
        stays.team_id,
        items.person_id,
        coalesce(done.is_completed, false) as is_completed
    from scopes
    inner join {{ ref('int_delivery__tracked_items') }} as items on scopes.work_item_id = items.work_item_id
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            scopes.work_item_id = stays.work_item_id
            and case when scopes.is_frozen then scopes.frozen_at else scopes.ended_at end >= stays.held_from
            and case when scopes.is_frozen then scopes.frozen_at else scopes.ended_at end < stays.held_to
    left join done on scopes.sprint_id = done.sprint_id and scopes.work_item_id = done.work_item_id
    where (scopes.is_frozen or scopes.is_in_at_end) and not coalesce(done.is_done_before, false)
)

select
    cast(held.sprint_id as {{ dbt.type_string() }})
    || ':' || held.work_item_id || ':' || held.team_id as sprint_scope_id,
    held.sprint_id,
    held.work_item_id,
    held.team_id,
    held.person_id,
    held.frozen_at,
    held.ended_at,
    held.is_frozen,
    held.is_completed,
    held.is_in_at_end and not held.is_frozen as is_added,
    held.is_frozen and not held.is_in_at_end as is_removed
from held
