{% macro event_times() -%}
    {#- The streams whose records are events, and the column that says when one happened. -#}
    {{ return({
        'pull_requests': 'created_at',
        'pull_request_reviews': 'submitted_at',
        'pull_request_timeline': 'created_at',
        'commits': 'committed_at',
        'pushes': 'pushed_at',
        'issues': 'created_at',
        'releases': 'created_at',
        'deployments': 'created_at',
        'deployment_statuses': 'created_at',
        'workflow_runs': 'created_at',
        'workflow_jobs': 'created_at',
    }) }}
{%- endmacro %}
