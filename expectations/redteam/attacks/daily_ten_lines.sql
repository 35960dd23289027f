/*
story: >-
  Merges ten lines on each of the seven days, the least that counts and as often as it counts.
minutes: 30
supply: 7
needs_collusion: false
form: adaptive
metrics: [merged_changes, knowledge_spread, change_lead_time, change_lead_time_p85]
naive: [merged_pull_requests]
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
    actions.starts_at + to_days(cast(actions.action_number as integer)) + interval 10 hour as opened_at,
    actions.starts_at + to_days(cast(actions.action_number as integer)) + interval 10 hour + interval 20 minute as merged_at,
    10 as lines
from attack.actions as actions;
