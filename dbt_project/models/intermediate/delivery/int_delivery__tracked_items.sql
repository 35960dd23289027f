-- What two trackers hold of planned work. Epics stand for many items, parts for none of their own, and an incident
-- is no work that anybody planned.
with issue_types as (
    select
        lower(kinds.name) as item_type,
        max(case when kinds.is_subtask or kinds.hierarchy_level != 0 then 1 else 0 end) = 0 as is_planned
    from {{ ref('stg_jira__issue_types') }} as kinds
    group by lower(kinds.name)
),

clones as (
    select distinct links.issue_id
    from {{ ref('stg_jira__issue_links') }} as links
    where lower(links.link_type) in ('cloners', 'clone', 'clones') and links.direction = 'outward'
),

items as (
    select
        'jira:' || cast(issues.issue_id as {{ dbt.type_string() }}) as work_item_id,
        'jira' as tracker,
        lower(issues.issue_type) as item_type,
        issues.created_at,
        issues.labels,
        lower(issues.resolution) as resolution,
        issues.reporter_account,
        issues.assignee_account,
        clones.issue_id is not null as is_clone
    from {{ ref('stg_jira__issues') }} as issues
    left join issue_types on lower(issues.issue_type) = issue_types.item_type
    left join clones on issues.issue_id = clones.issue_id
    where
        coalesce(issue_types.is_planned, true)
        and lower(issues.issue_type) not like '%epic%'
        and lower(issues.issue_type) not like '%incident%'
    union all
    select
        'gitlab:' || cast(issues.issue_id as {{ dbt.type_string() }}) as work_item_id,
        'gitlab' as tracker,
        lower(issues.issue_type) as item_type,
        issues.created_at,
        issues.labels,
        cast(null as {{ dbt.type_string() }}) as resolution,
        issues.author_username as reporter_account,
        {{ dbt.split_part('issues.assignee_usernames', "','", 1) }} as assignee_account,
        false as is_clone
    from {{ ref('stg_gitlab__issues') }} as issues
    where lower(issues.issue_type) = 'issue'
),

registered as (
    select
        source,
        {{ account_key('account') }} as account_key,
        min(person_id) as person_id,
        min(actor_kind) as actor_kind
    from {{ ref('stg_file_drops__identities') }}
    group by source, {{ account_key('account') }}
)

select
    items.work_item_id,
    items.tracker,
    items.item_type,
    items.created_at,
    items.labels,
    items.is_clone,
    coalesce(items.resolution in ({{ quoted_list(var('abandoned_resolutions')) }}), false) as is_resolved_without_work,
    items.item_type in ({{ quoted_list(var('customer_request_types')) }})
    or {{ has_label('items.labels', "'" ~ var('customer_request_label') ~ "'") }} as is_customer_request,
    coalesce(items.reporter_account, '') != ''
    and coalesce(reporters.actor_kind, 'unknown') in ('human', 'unknown') as is_reported_by_somebody,
    reporters.person_id as reporter_person_id,
    case when assignees.actor_kind = 'human' then assignees.person_id end as person_id
from items
left join registered as reporters
    on items.tracker = reporters.source and {{ account_key('items.reporter_account') }} = reporters.account_key
left join registered as assignees
    on items.tracker = assignees.source and {{ account_key('items.assignee_account') }} = assignees.account_key
where items.created_at <= {{ as_of() }}
