{% macro profiled_streams() -%}
    {#- Named here because a model's sources must be known when dbt parses; a singular test compares with the yml. -#}
    {{ return({
        'github': [
            'repositories', 'pull_requests', 'pull_request_files', 'pull_request_reviews', 'pull_request_commits',
            'pull_request_timeline', 'commits', 'pushes', 'issues', 'releases', 'deployments', 'deployment_statuses',
            'teams', 'team_members', 'workflow_runs', 'workflow_jobs',
        ],
        'file_drops': [
            'teams', 'team_calendars', 'holidays', 'services', 'service_owners', 'deployment_environments',
            'incident_rules', 'generated_paths', 'github_teams', 'roster', 'identities',
        ],
    }) }}
{%- endmacro %}
