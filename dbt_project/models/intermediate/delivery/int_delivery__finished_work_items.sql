-- Counted where it was finished, which may be another team's project than the one it was begun in.
with finished as (
    select distinct
        items.work_item_id,
        stays.team_id,
        stays.project,
        items.person_id,
        items.is_clone,
        items.started_at,
        items.ended_at
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            items.work_item_id = stays.work_item_id
            and items.ended_at >= stays.held_from
            and items.ended_at < stays.held_to
    where items.is_finished
),

planning_projects as (
    select distinct stays.project
    from {{ ref('int_delivery__sprint_memberships') }} as members
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            members.work_item_id = stays.work_item_id
            and members.member_from >= stays.held_from
            and members.member_from < stays.held_to
),

planned as (
    select distinct finished.work_item_id
    from finished
    inner join {{ ref('int_delivery__sprint_memberships') }} as members
        on finished.work_item_id = members.work_item_id and finished.ended_at >= members.member_from
)

select
    finished.work_item_id || ':' || finished.team_id as finished_work_item_id,
    finished.work_item_id,
    finished.team_id,
    finished.person_id,
    finished.ended_at,
    {{ seconds_between('finished.started_at', 'finished.ended_at') }} / 3600 as cycle_hours,
    -- Where nobody plans sprints an item is committed to by beginning it.
    finished.started_at is not null
    and (planning_projects.project is null or planned.work_item_id is not null) as is_committed,
    finished.is_clone
from finished
left join planning_projects on finished.project = planning_projects.project
left join planned on finished.work_item_id = planned.work_item_id
