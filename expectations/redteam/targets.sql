-- What an attack may act on: read after plan.sql, which says who attacks and when.

-- What there is to act on in an attacked week, in the order it came up: changes opened, with whose they are …
create table attack.pull_requests as
select
    weeks.*,
    changes.pull_request_id,
    changes.repository,
    changes.author_login,
    changes.created_at,
    coalesce(times.ready_at, changes.created_at) as ready_at,
    changes.merged_at,
    services.service_id,
    changes.author_login is not distinct from weeks.login as is_own,
    row_number() over (
        partition by weeks.team_id, weeks.week_start order by changes.created_at, changes.pull_request_id
    ) - 1 as action_number
from honest.staging.stg_github__pull_requests as changes
inner join honest.intermediate.int_ownership__pull_request_services as links
    on changes.pull_request_id = links.pull_request_id
inner join attack.services as services on links.service_id = services.service_id
inner join attack.weeks as weeks
    on
        services.team_id = weeks.team_id
        and changes.created_at >= weeks.starts_at
        and changes.created_at < weeks.ends_at
left join honest.intermediate.int_delivery__pull_request_times as times
    on changes.pull_request_id = times.pull_request_id
where changes.author_type = 'User';

-- … incidents that began, with the alarm of PagerDuty if there is one …
create table attack.incidents as
select
    weeks.*,
    incidents.incident_id,
    incidents.issue_id,
    nullif(split_part(incidents.alarm_id, 'pagerduty:', 2), '') as alarm_id,
    incidents.started_at,
    row_number() over (
        partition by weeks.team_id, weeks.week_start order by incidents.started_at, incidents.incident_id
    ) - 1 as action_number
from honest.intermediate.int_reliability__incidents as incidents
inner join honest.intermediate.int_reliability__team_incidents as held
    on incidents.incident_id = held.incident_id
inner join attack.weeks as weeks
    on
        held.team_id = weeks.team_id
        and incidents.started_at >= weeks.starts_at
        and incidents.started_at < weeks.ends_at;

-- … and issues of Jira that were finished, with whether they are the attacker's own.
create table attack.work_items as
select
    weeks.*,
    cast(split_part(items.work_item_id, ':', 2) as bigint) as issue_id,
    items.item_type,
    items.created_at,
    items.started_at,
    items.ended_at,
    items.person_id is not distinct from weeks.person_id as is_own,
    row_number() over (
        partition by weeks.team_id, weeks.week_start order by items.ended_at, items.work_item_id
    ) - 1 as action_number
from honest.intermediate.int_delivery__work_items as items
inner join attack.weeks as weeks
    on
        items.team_id = weeks.team_id
        and items.ended_at >= weeks.starts_at
        and items.ended_at < weeks.ends_at
where items.tracker = 'jira';

-- The attacker in Jira, with the sprint that runs in the week.
create table attack.trackers as
select
    weeks.team_id,
    weeks.week_start,
    aliases.external_id as project_key,
    min(accounts.account) as account,
    min(sprints.sprint_id) as sprint_id
from attack.weeks as weeks
inner join honest.staging.stg_file_drops__team_aliases as aliases
    on weeks.team_id = aliases.team_id and aliases.source = 'jira'
left join honest.staging.stg_file_drops__identities as accounts
    on weeks.person_id = accounts.person_id and accounts.source = 'jira'
left join honest.staging.stg_jira__boards as boards on aliases.external_id = boards.project_key
left join honest.staging.stg_jira__sprints as sprints
    on
        boards.board_id = sprints.board_id
        and sprints.start_at < weeks.starts_at + interval 2 day
        and sprints.end_at > weeks.starts_at + interval 2 day
group by all;

-- Alarms of PagerDuty at the team's services in an attacked week.
create table attack.alarms as
select
    weeks.*,
    alarms.incident_id,
    alarms.created_at,
    row_number() over (
        partition by weeks.team_id, weeks.week_start order by alarms.created_at, alarms.incident_id
    ) - 1 as action_number
from honest.staging.stg_pagerduty__incidents as alarms
inner join honest.staging.stg_file_drops__service_aliases as aliases
    on aliases.source = 'pagerduty' and alarms.service_id = aliases.external_id
inner join attack.services as services on aliases.service_id = services.service_id
inner join attack.weeks as weeks
    on
        services.team_id = weeks.team_id
        and alarms.created_at >= weeks.starts_at
        and alarms.created_at < weeks.lasts_until;

-- What runs by itself from the attacked week until what was switched in it ends: workflow runs …
create table attack.runs as
select
    runs.workflow_run_id,
    row_number() over (partition by weeks.team_id, weeks.week_start order by runs.created_at) - 1 as action_number,
    runs.created_at < weeks.ends_at as is_in_week
from honest.staging.stg_github__workflow_runs as runs
inner join attack.services as services on runs.repository = services.repository
inner join attack.weeks as weeks
    on
        services.team_id = weeks.team_id
        and runs.created_at >= weeks.starts_at
        and runs.created_at < weeks.lasts_until;

-- … and reports of tests. The last week of a quarter ends after what was switched in it.
create table attack.test_reports as
select
    reports.test_report_id,
    reports.ran_at < weeks.ends_at as is_in_week,
    reports.ran_at < weeks.lasts_until as is_lasting
from (
    select *, coalesce(generated_at, run_started_at) as ran_at from honest.landing_junit.test_reports
) as reports
inner join attack.services as services on reports.repository = services.repository
inner join attack.weeks as weeks
    on
        services.team_id = weeks.team_id
        and reports.ran_at >= weeks.starts_at
        and reports.ran_at < greatest(weeks.ends_at, weeks.lasts_until);
