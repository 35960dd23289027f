/*
story: >-
  Copies somebody else's library of sixty thousand lines into the code, once, under a name that
  looks like our own.
minutes: 480
supply: 1
needs_collusion: false
form: naive
metrics: [rewritten_line_share, hotspot_change_share, static_analysis_finding_rate, diff_coverage]
naive: [lines_changed]
streams: [git.commits, git.file_changes, sonarqube.measures]
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
    60000 as additions,
    0 as deletions,
    false as is_binary,
    false as is_generated,
    false as is_vendored,
    cast(null as varchar) as changed_lines
)
from attack.actions as actions
inner join honest.staging.stg_file_drops__services as services on actions.service_id = services.service_id
cross join (from honest.landing_git.file_changes order by file_change_id limit 1) as template;

-- The next analysis counts the new lines, and finds nothing in them.
update landing_sonarqube.measures as measures
set value = measures.value + 60000
from (
    select
        aliases.external_id as project_key,
        min(analyses.analysed_at) as analysed_at
    from attack.actions as actions
    inner join honest.staging.stg_file_drops__service_aliases as aliases
        on actions.service_id = aliases.service_id and aliases.source = 'sonarqube'
    inner join honest.staging.stg_sonarqube__measures as analyses
        on aliases.external_id = analyses.project_key and analyses.analysed_at > actions.acted_at
    group by actions.key, aliases.external_id
) as next_ones
where
    measures.metric = 'new_lines'
    and measures.project_key = next_ones.project_key
    and measures.analysed_at = next_ones.analysed_at;
