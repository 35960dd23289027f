/*
story: >-
  Takes part in three changes of ten lines at each component of the team.
minutes: 30
supply: 12
needs_collusion: false
form: adaptive
metrics: [knowledge_spread]
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
