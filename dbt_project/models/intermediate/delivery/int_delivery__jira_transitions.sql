-- Only the category of a status says what it means; its name is each site's own.
with categories as (
    select
        statuses.status_id,
        case statuses.category when 'indeterminate' then 'in_progress' when 'done' then 'done' end as category
    from {{ ref('stg_jira__statuses') }} as statuses
),

status_changes as (
    select
        changes.issue_id,
        changes.history_id,
        changes.changed_at,
        cast(changes.from_id as bigint) as from_status_id,
        cast(changes.to_id as bigint) as to_status_id,
        row_number() over (
            partition by changes.issue_id order by changes.changed_at nulls last, changes.history_id nulls last
        ) as place
    from {{ ref('stg_jira__issue_changes') }} as changes
    where changes.field = 'status'
),

entered as (
    select
        issues.issue_id,
        coalesce(first_changes.from_status_id, issues.status_id) as status_id,
        issues.created_at as happened_at,
        cast(0 as bigint) as sequence_number
    from {{ ref('stg_jira__issues') }} as issues
    left join status_changes as first_changes on issues.issue_id = first_changes.issue_id and first_changes.place = 1
    union all
    select
        changes.issue_id,
        changes.to_status_id as status_id,
        changes.changed_at as happened_at,
        changes.place as sequence_number
    from status_changes as changes
)

select
    'jira:' || cast(entered.issue_id as {{ dbt.type_string() }}) as work_item_id,
    entered.sequence_number,
    coalesce(categories.category, 'to_do') as category,
    entered.happened_at
from entered
left join categories on entered.status_id = categories.status_id
where entered.happened_at <= {{ as_of() }}
