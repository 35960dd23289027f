-- Only the category of a status says what it means; its name is each site's own.
with categories as (
    select
        statuses.status_id,
        case statuses.category when 'indeterminate' then 'in_progress' when 'done' then 'done' end as category
    from {{ ref('stg_jira__statuses') }} as statuses
),

entered as (
    select
        history.issue_id,
        cast(history.field_value as bigint) as status_id,
        history.held_from as happened_at,
        history.place as sequence_number
    from {{ jira_field_history('status', 'id', 'status_id') }} as history
)

select
    'jira:' || cast(entered.issue_id as {{ dbt.type_string() }}) as work_item_id,
    entered.sequence_number,
    coalesce(categories.category, 'to_do') as category,
    entered.happened_at
from entered
left join categories on entered.status_id = categories.status_id
where entered.happened_at <= {{ as_of() }}
