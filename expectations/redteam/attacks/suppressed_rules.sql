/*
story: >-
  Suppresses the rules that find most, once.
minutes: 60
needs_collusion: false
form: adaptive
metrics: [static_analysis_finding_rate]
streams: [sonarqube.measures]
*/
update landing_sonarqube.measures as measures
set value = floor(measures.value / 4)
from attack.weeks as weeks
inner join attack.services as services on weeks.team_id = services.team_id
inner join honest.staging.stg_file_drops__service_aliases as aliases
    on services.service_id = aliases.service_id and aliases.source = 'sonarqube'
where
    measures.metric = 'new_violations'
    and measures.project_key = aliases.external_id
    and measures.analysed_at >= weeks.starts_at
    and measures.analysed_at < weeks.lasts_until;
