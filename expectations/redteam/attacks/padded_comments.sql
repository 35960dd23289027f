/*
story: >-
  Leaves a comment of twenty-five characters at every change of the team, three at most of them.
minutes: 2
needs_collusion: false
form: naive
metrics: [review_depth, review_response, review_reliability, knowledge_spread]
naive: [comments_per_pull_request, pickup_time]
streams: [github.pull_request_reviews]
parts: [reviews]
*/
create table attack.new_reviews as
select
    'redteam-' || changes.pull_request_id || '-' || numbers.number as key,
    changes.pull_request_id,
    changes.repository,
    changes.login,
    'COMMENTED' as state,
    changes.ready_at + to_minutes(10 * numbers.number) as submitted_at,
    25 as body_length
from attack.pull_requests as changes
cross join (values (1), (2), (3)) as numbers (number)
where not changes.is_own and changes.action_number * 3 + numbers.number <= 60;
