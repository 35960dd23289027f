{% macro profiled_streams() -%}
    {#- Written by `python -m expectations.catalogue --write`; change the sources yml. -#}
    {{ return({
        'alert_exports': ['alert_events'],
        'coverage_reports': ['coverage_reports', 'file_coverage'],
        'file_drops': ['teams', 'team_calendars', 'holidays', 'github_teams', 'services', 'service_owners', 'deployment_environments', 'incident_rules', 'generated_paths', 'team_aliases', 'service_aliases', 'roster', 'identities', 'survey_waves', 'survey_items', 'survey_responses', 'retrospectives', 'project_statuses', 'risks', 'forecasts', 'product_adoption', 'product_activation', 'product_conversion', 'support_contacts', 'slo_events', 'postmortems', 'incident_factors', 'incident_actions', 'oncall_checklists', 'documentation_verifications', 'metric_decisions', 'baseline_decisions', 'question_resolutions', 'audit_actions', 'pilot_registry', 'value_rankings', 'evidence_log', 'vignette_ratings', 'level_assessments', 'growth_signals', 'promotion_cases'],
        'git': ['repositories', 'commits', 'file_changes', 'refs', 'ref_updates'],
        'github': ['repositories', 'pull_requests', 'pull_request_files', 'pull_request_reviews', 'pull_request_commits', 'pull_request_timeline', 'commits', 'pushes', 'issues', 'releases', 'deployments', 'deployment_statuses', 'teams', 'team_members', 'workflow_runs', 'workflow_run_attempts', 'workflow_jobs'],
        'gitlab': ['projects', 'members', 'merge_requests', 'merge_request_notes', 'merge_request_approvals', 'merge_request_commits', 'commits', 'pipelines', 'jobs', 'environments', 'deployments', 'issues', 'issue_notes'],
        'jenkins': ['jobs', 'builds'],
        'jira': ['projects', 'fields', 'statuses', 'issue_types', 'priorities', 'boards', 'sprints', 'issues', 'issue_changes', 'issue_links'],
        'junit': ['test_reports', 'test_cases'],
        'pagerduty': ['services', 'escalation_policies', 'teams', 'schedules', 'incidents', 'log_entries', 'on_calls'],
        'prometheus': ['slos', 'slo_events'],
        'sonarqube': ['projects', 'analyses', 'measures', 'file_measures'],
    }) }}
{%- endmacro %}
