/*
story: >-
  Merges changes of ten lines in as many pieces as a week holds, to have more commits that went
  fast.
minutes: 20
supply: 25
needs_collusion: false
form: adaptive
metrics:
  - change_lead_time
  - change_lead_time_p85
  - lt_coding
  - lt_pickup
  - lt_review
  - lt_merge_wait
  - lt_deploy_wait
  - merged_changes
  - review_coverage
  - review_depth
naive: [merged_pull_requests, commit_lead_time, time_to_merge]
streams:
  - github.pull_requests
  - github.pull_request_files
  - github.pull_request_commits
  - github.commits
  - github.pull_request_reviews
parts: [merged_changes]
*/
create table attack.new_changes as
select
    actions.key,
    actions.repository,
    actions.service_id,
    actions.login,
    actions.colleague_login,
    actions.acted_at as opened_at,
    actions.acted_at + interval 20 minute as merged_at,
    10 as lines
from attack.actions as actions;
