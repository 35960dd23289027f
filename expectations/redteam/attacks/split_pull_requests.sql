/*
story: >-
  Opens twenty-five pull requests of three lines, which a colleague approves without a word.
minutes: 20
supply: 25
needs_collusion: false
form: naive
metrics:
  - merged_changes
  - change_lead_time
  - change_lead_time_p85
  - lt_coding
  - lt_pickup
  - lt_review
  - lt_merge_wait
  - lt_deploy_wait
  - review_coverage
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
    3 as lines
from attack.actions as actions;
