/*
story: >-
  Works on the own machine and pushes only when all is ready to be merged: the server sees each
  commit late.
minutes: 5
needs_collusion: false
form: adaptive
metrics: [change_lead_time, change_lead_time_p85, lt_coding, lt_pickup, open_change_age_p85]
naive: [time_to_merge]
streams: [github.pushes, github.pull_requests]
*/
update landing_github.pushes as pushes
set pushed_at = greatest(pushes.pushed_at, changes.merged_at - interval 30 minute)
from attack.pull_requests as changes
inner join honest.landing_github.pull_requests as known on changes.pull_request_id = known.pull_request_id
where
    changes.is_own
    and changes.merged_at is not null
    and pushes.repository = known.repository
    and pushes.ref = 'refs/heads/' || known.head_branch;

update landing_github.pull_requests as changed
set created_at = greatest(changed.created_at, changes.merged_at - interval 30 minute)
from attack.pull_requests as changes
where changes.is_own and changes.merged_at is not null and changed.pull_request_id = changes.pull_request_id;
