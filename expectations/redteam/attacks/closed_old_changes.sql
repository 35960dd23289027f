/*
story: >-
  Closes every pull request of the team that has been open for more than two days just before the
  period ends, and opens it again the next day.
minutes: 1
needs_collusion: false
form: adaptive
week: last
metrics: [open_change_age_p85]
streams: [github.pull_request_timeline]
*/
insert into landing_github.pull_request_timeline by name
select template.* replace (
    'redteam-' || held.pull_request_id || '-' || moments.grain || '-' || moments.week_start || '-'
    || kinds.event_type as event_id,
    held.pull_request_id as pull_request_id,
    changes.repository as repository,
    kinds.event_type as event_type,
    moments.ended_at + to_hours(kinds.hours) as created_at,
    moments.login as actor_login
)
from attack.moments as moments
inner join honest.intermediate.int_delivery__open_pull_requests_at_period_end as held
    on
        moments.team_id = held.team_id
        and moments.grain = held.grain
        and moments.period_start = held.period_start
inner join honest.staging.stg_github__pull_requests as changes on held.pull_request_id = changes.pull_request_id
cross join (values ('ClosedEvent', -2), ('ReopenedEvent', 10)) as kinds (event_type, hours)
cross join (from honest.landing_github.pull_request_timeline where event_type = 'ClosedEvent' order by event_id limit 1)
    as template
where changes.created_at < moments.ended_at - interval 2 day;
