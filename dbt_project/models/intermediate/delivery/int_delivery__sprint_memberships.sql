-- The list an issue had at its creation is what the first change of it replaced.
with spans as (
    select
        lists.issue_id,
        lists.place,
        lists.held_from as member_from,
        coalesce(lists.field_value, '') as sprint_ids,
        coalesce(
            lead(lists.held_from) over (partition by lists.issue_id order by lists.place nulls last),
            cast('9999-12-31' as timestamp)
        ) as member_to
    from {{ jira_field_history('sprint', 'id', 'sprint_ids', may_be_empty=true) }} as lists
),

split as (
    select *
    from {{ split_rows(
        'spans', ['issue_id', 'place', 'member_from', 'member_to'], 'sprint_ids', 'sprint_id'
    ) }} as members
)

select
    split.sprint_id || ':' || cast(split.issue_id as {{ dbt.type_string() }})
    || ':' || cast(split.place as {{ dbt.type_string() }}) as sprint_membership_id,
    cast(trim(split.sprint_id) as bigint) as sprint_id,
    'jira:' || cast(split.issue_id as {{ dbt.type_string() }}) as work_item_id,
    split.member_from,
    split.member_to
from split
where split.member_from <= {{ as_of() }}
