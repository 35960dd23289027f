/*
story: >-
  Approves every change of the team a minute before it is merged, after the last push, unread.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [review_coverage, lt_review, lt_merge_wait, knowledge_spread]
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
    changes.merged_at - interval 1 second as submitted_at,
    0 as body_length
from attack.pull_requests as changes
where not changes.is_own and changes.merged_at is not null and changes.action_number < getvariable('actions');
