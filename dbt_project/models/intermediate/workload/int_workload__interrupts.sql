-- What stood in the plan of a sprint, which is open for a day after its start, was planned however soon it was begun.
with planned as (
    select distinct items.work_item_id
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_delivery__sprint_memberships') }} as members
        on
            items.work_item_id = members.work_item_id
            and items.started_at >= members.member_from
            and items.started_at < members.member_to
    inner join {{ ref('stg_jira__sprints') }} as sprints
        on
            members.sprint_id = sprints.sprint_id
            and items.started_at >= sprints.start_at
            and items.created_at < {{ add_seconds('sprints.start_at', 86400) }}
)

select distinct
    items.work_item_id as event_id,
    items.person_id,
    items.started_at as occurred_at
from {{ ref('int_delivery__work_items') }} as items
left join planned on items.work_item_id = planned.work_item_id
where
    items.person_id is not null
    and {{ seconds_between('items.created_at', 'items.started_at') }} <= 86400
    and planned.work_item_id is null
