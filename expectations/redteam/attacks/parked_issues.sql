/*
story: >-
  Moves whatever is in progress back to the list just before the period ends, and into progress
  again after.
minutes: 1
needs_collusion: false
form: adaptive
week: last
is_conditional: true
metrics: [wip, wip_age_p85, flow_consistency, issue_cycle_time]
streams: [jira.issue_changes]
*/
create table attack.parked_issues as
select distinct
    moments.team_id,
    moments.grain,
    moments.ended_at,
    cast(split_part(held.work_item_id, ':', 2) as bigint) as issue_id
from honest.intermediate.int_delivery__work_items_in_progress_at_period_end as held
inner join attack.moments as moments
    on
        held.team_id = moments.team_id
        and held.grain = moments.grain
        and held.period_start = moments.period_start
where held.work_item_id like 'jira:%';

insert into landing_jira.issue_changes by name
select template.* replace (
    'redteam-' || parked.issue_id || '-' || parked.ended_at || '-' || parked.grain || '-' || moves.place as issue_change_id,
    parked.issue_id as issue_id,
    800000000 + row_number() over (order by parked.issue_id, parked.ended_at, moves.place) as history_id,
    'status' as field,
    cast(moves.from_status as varchar) as from_id,
    cast(moves.to_status as varchar) as to_id,
    case moves.place
        when 1 then parked.ended_at - interval 14 hour
        else least(parked.ended_at + interval 20 hour, last_ones.changed_at)
    end as changed_at
)
from attack.parked_issues as parked
inner join (
    select issue_id, coalesce(min(changed_at) filter (where to_value in (select name from honest.landing_jira.statuses where category = 'done')), timestamp '2999-01-01') as changed_at
    from honest.landing_jira.issue_changes
    where field = 'status'
    group by issue_id
) as last_ones on parked.issue_id = last_ones.issue_id
cross join (
    select 1 as place, progress.status_id as from_status, waiting.status_id as to_status
    from (select min(status_id) as status_id from honest.landing_jira.statuses where category = 'new') as waiting,
        (select min(status_id) as status_id from honest.landing_jira.statuses where category = 'indeterminate') as progress
    union all
    select 2 as place, waiting.status_id as from_status, progress.status_id as to_status
    from (select min(status_id) as status_id from honest.landing_jira.statuses where category = 'new') as waiting,
        (select min(status_id) as status_id from honest.landing_jira.statuses where category = 'indeterminate') as progress
) as moves
cross join (from honest.landing_jira.issue_changes where field = 'status' order by issue_change_id limit 1) as template;
