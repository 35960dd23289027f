/*
story: >-
  Splits and renames a file before rewriting it: what is rewritten is another file then.
minutes: 30
needs_collusion: false
form: adaptive
metrics: [rewritten_line_share, hotspot_change_share]
streams: [git.file_changes]
*/
update landing_git.file_changes as files
set path = files.path || '.part', old_path = null, deletions = 0
from honest.landing_git.commits as commits
inner join attack.weeks as weeks on commits.committed_at >= weeks.starts_at and commits.committed_at < weeks.ends_at
inner join attack.services as services on weeks.team_id = services.team_id
inner join honest.staging.stg_file_drops__identities as accounts
    on weeks.person_id = accounts.person_id and accounts.source = 'git'
where
    files.commit_id = commits.commit_id
    and files.repository = services.repository
    and commits.author_account = accounts.account;
