/*
story: >-
  Amends the author date of the own commits to just before the merge.
minutes: 1
needs_collusion: false
form: naive
metrics: [change_lead_time, change_lead_time_p85]
naive: [commit_lead_time]
streams: [github.commits, github.pull_request_commits]
*/
update landing_github.commits as commits
set authored_at = commits.committed_at
from attack.pull_requests as changes
inner join honest.landing_github.pull_requests as known on changes.pull_request_id = known.pull_request_id
where changes.is_own and commits.repository = known.repository and commits.commit_sha = known.merge_commit_sha;

update landing_github.pull_request_commits as commits
set authored_at = changes.merged_at
from attack.pull_requests as changes
where changes.is_own and changes.merged_at is not null and commits.pull_request_id = changes.pull_request_id;
