-- Commits of one new file each, from attack.new_files (key, repository, service_id, acted_at, lines).
insert into landing_git.commits by name
select template.* replace (
    added.repository || ':' || added.key as commit_id,
    added.repository as repository,
    added.key as commit_sha,
    '' as parent_shas,
    false as is_merge,
    added.acted_at as authored_at,
    added.acted_at as committed_at,
    true as is_on_default_branch,
    true as is_reachable,
    cast(null as varchar) as reverts_sha
)
from attack.new_files as added
cross join (from honest.landing_git.commits where not is_merge order by commit_id limit 1) as template;

insert into landing_git.file_changes by name
select template.* replace (
    added.key as file_change_id,
    added.repository || ':' || added.key as commit_id,
    added.repository as repository,
    added.key as commit_sha,
    coalesce(services.path_prefix, '') || 'src/' || added.key || '.ts' as path,
    cast(null as varchar) as old_path,
    'added' as change_type,
    'file' as file_type,
    added.lines as additions,
    0 as deletions,
    false as is_binary,
    false as is_generated,
    false as is_vendored,
    cast(null as varchar) as changed_lines
)
from attack.new_files as added
inner join honest.staging.stg_file_drops__services as services on added.service_id = services.service_id
cross join (from honest.landing_git.file_changes order by file_change_id limit 1) as template;
