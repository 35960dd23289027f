/*
story: >-
  Approves every change of the team the moment the review it has got is in: the last decision comes
  early.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [lt_review, lt_merge_wait]
streams: [github.pull_request_reviews]
parts: [reviews]
*/
-- The colleagues' own later approvals are not needed any more and are not given.
delete from landing_github.pull_request_reviews as reviews
using attack.pull_requests as changes
where
    reviews.pull_request_id = changes.pull_request_id
    and reviews.state = 'APPROVED'
    and not changes.is_own
    and changes.action_number < getvariable('actions');

create table attack.new_reviews as
select
    'redteam-' || changes.pull_request_id as key,
    changes.pull_request_id,
    changes.repository,
    changes.login,
    'APPROVED' as state,
    coalesce(times.first_review_at, changes.ready_at) + interval 1 minute as submitted_at,
    0 as body_length
from attack.pull_requests as changes
inner join honest.intermediate.int_delivery__pull_request_times as times
    on changes.pull_request_id = times.pull_request_id
where not changes.is_own and changes.action_number < getvariable('actions');
