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
parts: [added_files]
*/
create table attack.new_files as
select
    actions.key,
    actions.repository,
    actions.service_id,
    actions.acted_at,
    60000 as lines
from attack.actions as actions;

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
