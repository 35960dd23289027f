/*
story: >-
  Approves every open pull request of the team two minutes after it is ready, unread.
minutes: 2
needs_collusion: false
form: naive
metrics:
  - lt_pickup
  - lt_review
  - review_coverage
  - review_response
  - review_reliability
  - cross_team_support
  - knowledge_spread
naive: [pickup_time, time_to_merge]
streams: [github.pull_request_reviews]
parts: [reviews]
*/
create table attack.new_reviews as
select
    'redteam-' || changes.pull_request_id as key,
    changes.pull_request_id,
    changes.repository,
    changes.login,
    'APPROVED' as state,
    changes.ready_at + interval 2 minute as submitted_at,
    0 as body_length
from attack.pull_requests as changes
where not changes.is_own and changes.action_number < getvariable('actions');
