select
    latest.pilot_id,
    latest.hypothesis,
    latest.metric_id,
    latest.direction,
    latest.min_effect,
    latest.analysis,
    latest.registered_on,
    latest.go_live,
    latest.teams,
    latest.comparison_teams,
    latest.stop_rules,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'pilot_registry'), key='pilot_id') }} as latest
