/*
story: >-
  Adds small files that nothing uses: changes that touch no hotspot and are never rewritten.
minutes: 20
supply: 25
needs_collusion: false
form: adaptive
metrics: [hotspot_change_share, rewritten_line_share]
streams: [git.commits, git.file_changes]
parts: [added_files]
*/
create table attack.new_files as
select
    actions.key,
    actions.repository,
    actions.service_id,
    actions.acted_at,
    20 as lines
from attack.actions as actions;
