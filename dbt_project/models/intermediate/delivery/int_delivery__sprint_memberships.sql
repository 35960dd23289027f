with sprint_changes as (
    select
        changes.issue_id,
        changes.from_id,
        changes.to_id,
        changes.changed_at,
        row_number() over (
            partition by changes.issue_id order by changes.changed_at nulls last, changes.history_id nulls last
        ) as place
    from {{ ref('stg_jira__issue_changes') }} as changes
    where changes.field = 'sprint'
),

-- The list an issue had at its creation is what the first change of it replaced.
lists as (
    select
        issues.issue_id,
        case when first_changes.place is null then issues.sprint_ids else first_changes.from_id end as sprint_ids,
        issues.created_at as member_from,
        0 as place
    from {{ ref('stg_jira__issues') }} as issues
    left join sprint_changes as first_changes on issues.issue_id = first_changes.issue_id and first_changes.place = 1
    union all
    select
        changes.issue_id,
        changes.to_id as sprint_ids,
        changes.changed_at as member_from,
        changes.place
    from sprint_changes as changes
),

spans as (
    select
        lists.issue_id,
        lists.place,
        lists.member_from,
        coalesce(lists.sprint_ids, '') as sprint_ids,
        coalesce(
            lead(lists.member_from) over (partition by lists.issue_id order by lists.place nulls last),
            cast('9999-12-31' as timestamp)
        ) as member_to
    from lists
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
