/*
story: >-
  Adds small files that nothing uses: changes that touch no hotspot and are never rewritten.
minutes: 20
supply: 25
needs_collusion: false
form: adaptive
metrics: [hotspot_change_share, rewritten_line_share]
streams: [git.commits, git.file_changes]
*/
insert into landing_git.commits by name
select template.* replace (
    actions.repository || ':' || actions.key as commit_id,
    actions.repository as repository,
    actions.key as commit_sha,
    '' as parent_shas,
    false as is_merge,
    actions.acted_at as authored_at,
    actions.acted_at as committed_at,
    true as is_on_default_branch,
    true as is_reachable,
    cast(null as varchar) as reverts_sha
)
from attack.actions as actions
cross join (from honest.landing_git.commits where not is_merge order by commit_id limit 1) as template;

insert into landing_git.file_changes by name
select template.* replace (
    actions.key as file_change_id,
    actions.repository || ':' || actions.key as commit_id,
    actions.repository as repository,
    actions.key as commit_sha,
    coalesce(services.path_prefix, '') || 'src/' || actions.key || '.ts' as path,
    cast(null as varchar) as old_path,
    'added' as change_type,
    'file' as file_type,
    20 as additions,
    0 as deletions,
    false as is_binary,
    false as is_generated,
    false as is_vendored,
    cast(null as varchar) as changed_lines
)
from attack.actions as actions
inner join honest.staging.stg_file_drops__services as services on actions.service_id = services.service_id
cross join (from honest.landing_git.file_changes order by file_change_id limit 1) as template;
