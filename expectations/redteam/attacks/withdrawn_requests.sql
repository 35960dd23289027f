/*
story: >-
  Withdraws every review request of the team before its business day is over.
minutes: 1
needs_collusion: false
form: adaptive
metrics: [review_reliability, review_response]
streams: [github.pull_request_timeline]
*/
insert into landing_github.pull_request_timeline by name
select requested.* replace (
    'redteam-' || requested.event_id as event_id,
    'ReviewRequestRemovedEvent' as event_type,
    requests.started_at + interval 4 hour as created_at,
    weeks.login as actor_login
)
from honest.intermediate.int_collaboration__review_responses as requests
inner join attack.weeks as weeks
    on
        requests.team_id = weeks.team_id
        and requests.started_at >= weeks.starts_at
        and requests.started_at < weeks.ends_at
inner join honest.landing_github.pull_request_timeline as requested
    on requests.review_request_id = requested.event_id
where requests.responded_at is null or requests.responded_at > requests.started_at + interval 4 hour;
