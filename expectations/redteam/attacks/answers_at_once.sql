/*
story: >-
  Answers every own review request within minutes by twenty-five characters of nothing.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [review_response, review_reliability, cross_team_support]
naive: [pickup_time]
streams: [github.pull_request_reviews]
parts: [reviews]
*/
create table attack.new_reviews as
select
    'redteam-' || requests.review_request_id as key,
    requests.pull_request_id,
    changes.repository,
    weeks.login,
    'COMMENTED' as state,
    requests.started_at + interval 5 minute as submitted_at,
    25 as body_length
from honest.intermediate.int_collaboration__review_responses as requests
inner join honest.staging.stg_github__pull_requests as changes
    on requests.pull_request_id = changes.pull_request_id
inner join attack.weeks as weeks
    on
        requests.team_id = weeks.team_id
        and requests.started_at >= weeks.starts_at
        and requests.started_at < weeks.ends_at
-- Also those to the whole team.
where requests.is_team_request or requests.person_id = weeks.person_id;
