-- Issues of Jira that went from to do over in progress to done, from attack.new_issues (key, project_key, account,
-- issue_type, created_at, started_at, done_at, sprint_id). Whoever has no Jira is left out.
create table attack.numbered_issues as
select
    *,
    900000000 + row_number() over (order by key) as issue_id
from attack.new_issues;

insert into landing_jira.issues by name
select template.* replace (
    added.issue_id as issue_id,
    added.project_key || '-' || added.issue_id as issue_key,
    added.project_key as project_key,
    added.issue_type as issue_type,
    done.status_id as status_id,
    done.name as status,
    'done' as status_category,
    'Done' as resolution,
    added.created_at as created_at,
    added.done_at as updated_at,
    added.done_at as resolved_at,
    cast(null as date) as due_date,
    added.account as reporter_account,
    added.account as assignee_account,
    cast(null as bigint) as parent_id,
    cast(null as varchar) as parent_key,
    coalesce(cast(added.sprint_id as varchar), '') as sprint_ids,
    '' as labels,
    '' as components
)
from attack.numbered_issues as added
cross join (from honest.landing_jira.issues order by issue_id limit 1) as template
cross join (from honest.landing_jira.statuses where category = 'done' order by status_id limit 1) as done;

insert into landing_jira.issue_changes by name
select template.* replace (
    added.key || '-' || moves.place as issue_change_id,
    added.issue_id as issue_id,
    added.project_key as project_key,
    added.issue_id * 10 + moves.place as history_id,
    'status' as field,
    cast(sources.status_id as varchar) as from_id,
    sources.name as from_value,
    cast(targets.status_id as varchar) as to_id,
    targets.name as to_value,
    case moves.place when 1 then added.started_at else added.done_at end as changed_at,
    added.account as author_account
)
from attack.numbered_issues as added
cross join (values (1, 'new', 'indeterminate'), (2, 'indeterminate', 'done')) as moves (place, from_kind, to_kind)
inner join (
    select category, min(status_id) as status_id, min_by(name, status_id) as name
    from honest.landing_jira.statuses group by category
) as sources on moves.from_kind = sources.category
inner join (
    select category, min(status_id) as status_id, min_by(name, status_id) as name
    from honest.landing_jira.statuses group by category
) as targets on moves.to_kind = targets.category
cross join (from honest.landing_jira.issue_changes where field = 'status' order by issue_change_id limit 1) as template;
