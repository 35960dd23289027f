/*
story: >-
  Doubles the story points of the whole list of the team.
minutes: 1
needs_collusion: false
form: naive
is_conditional: true
metrics: [throughput]
naive: [story_points]
streams: [jira.issues]
*/
update landing_jira.issues as issues
set story_points = issues.story_points * 2
from attack.work_items as items
where issues.issue_id = items.issue_id;
