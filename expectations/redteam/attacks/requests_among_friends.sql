/*
story: >-
  Is asked by friends in other teams for reviews that nobody needs, and answers them at once.
minutes: 10
needs_collusion: true
form: adaptive
metrics: [cross_team_support, review_response, review_reliability]
streams: [github.pull_request_timeline, github.pull_request_reviews]
parts: [reviews]
*/
create table attack.friendly_requests as
select
    weeks.*,
    changes.pull_request_id,
    changes.repository,
    changes.created_at
from attack.weeks as weeks
inner join lateral (
    select
        other.pull_request_id,
        other.repository,
        other.created_at
    from attack.pull_requests as other
    where other.team_id != weeks.team_id and other.week_start = weeks.week_start
    order by other.created_at
    limit 20
) as changes on true;

insert into landing_github.pull_request_timeline by name
select template.* replace (
    'redteam-' || requests.team_id || requests.pull_request_id as event_id,
    requests.pull_request_id as pull_request_id,
    requests.repository as repository,
    'ReviewRequestedEvent' as event_type,
    requests.created_at + interval 1 minute as created_at,
    requests.login as reviewer_login,
    cast(null as varchar) as reviewer_team_slug
)
from attack.friendly_requests as requests
cross join (
    from honest.landing_github.pull_request_timeline
    where event_type = 'ReviewRequestedEvent'
    order by event_id
    limit 1
) as template;

create table attack.new_reviews as
select
    'redteam-' || requests.team_id || requests.pull_request_id as key,
    requests.pull_request_id,
    requests.repository,
    requests.login,
    'APPROVED' as state,
    requests.created_at + interval 6 minute as submitted_at,
    0 as body_length
from attack.friendly_requests as requests;
