-- GitLab knows open and closed. Being assigned to somebody begins an issue, and so does being reopened.
with assignments as (
    select
        notes.issue_id,
        count(*) as n_changes,
        min(notes.created_at) filter (where notes.added_usernames != '') as assigned_at
    from {{ ref('stg_gitlab__issue_notes') }} as notes
    where notes.action = 'assignees_changed'
    group by notes.issue_id
),

events as (
    select
        issues.issue_id,
        'to_do' as category,
        issues.created_at as happened_at,
        0 as kind
    from {{ ref('stg_gitlab__issues') }} as issues
    union all
    select
        issues.issue_id,
        'in_progress' as category,
        case when assignments.n_changes is null then issues.created_at else assignments.assigned_at end as happened_at,
        1 as kind
    from {{ ref('stg_gitlab__issues') }} as issues
    left join assignments on issues.issue_id = assignments.issue_id
    where assignments.assigned_at is not null or (assignments.n_changes is null and issues.assignee_usernames != '')
    union all
    select
        notes.issue_id,
        case notes.action when 'closed' then 'done' else 'in_progress' end as category,
        notes.created_at as happened_at,
        2 as kind
    from {{ ref('stg_gitlab__issue_notes') }} as notes
    where notes.action in ('closed', 'reopened')
    union all
    select
        issues.issue_id,
        'done' as category,
        issues.closed_at as happened_at,
        3 as kind
    from {{ ref('stg_gitlab__issues') }} as issues
    where issues.closed_at is not null
),

ordered as (
    select
        events.*,
        row_number() over (
            partition by events.issue_id order by events.happened_at nulls last, events.kind nulls last
        ) - 1 as sequence_number,
        coalesce(sum(case when events.category = 'done' then 1 else 0 end) over (
            partition by events.issue_id
            order by events.happened_at nulls last, events.kind nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as n_closed_before
    from events
)

select
    'gitlab:' || cast(ordered.issue_id as {{ dbt.type_string() }}) as work_item_id,
    cast(ordered.sequence_number as bigint) as sequence_number,
    ordered.category,
    ordered.happened_at
from ordered
-- Who is assigned to a closed issue does not open it.
where ordered.happened_at <= {{ as_of() }} and (ordered.kind != 1 or ordered.n_closed_before = 0)
