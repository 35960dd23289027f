/*
story: >-
  Merges one generated-looking but counted change of 120 lines a day that nobody discusses.
minutes: 60
supply: 25
needs_collusion: false
form: adaptive
metrics: [review_depth, review_coverage]
naive: [lines_changed]
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
    120 as lines
from attack.actions as actions;
