{% macro load_kinds() -%}
    {#-
        Every kind of load: the model of its events, the tools in which somebody needs an account to carry it, the
        metric that needs the same streams and falls silent with it, and what to look at where it stays concentrated.
        A new kind is its model and one line here.
    -#}
    {{ return([
        {
            'load_kind': 'review', 'model': 'int_workload__reviews', 'tools': ['github'],
            'metric_id': 'review_response',
            'advice': 'The review routing concentrates load; check assignment rules and code owners.',
        },
        {
            'load_kind': 'page', 'model': 'int_workload__pages', 'tools': ['pagerduty'],
            'metric_id': 'pages_per_shift',
            'advice': 'The paging rules concentrate load; check escalation policies and the rota.',
        },
        {
            'load_kind': 'after_hours_page', 'model': 'int_workload__after_hours_pages', 'tools': ['pagerduty'],
            'metric_id': 'pages_per_shift',
            'advice': 'The rota concentrates pages after hours; check handover times and night cover.',
        },
        {
            'load_kind': 'incident_response', 'model': 'int_workload__incident_responses', 'tools': ['pagerduty'],
            'metric_id': 'incident_recovery',
            'advice': 'The response to incidents concentrates load; check escalation, runbooks and shadowing.',
        },
        {
            'load_kind': 'support_rota', 'model': 'int_workload__rotas', 'tools': ['pagerduty'],
            'metric_id': 'pages_per_shift',
            'advice': 'The rota concentrates turns on call; check its length, its members and its swaps.',
        },
        {
            'load_kind': 'interrupt', 'model': 'int_workload__interrupts', 'tools': ['jira', 'gitlab'],
            'metric_id': 'wip',
            'advice': 'The intake of unplanned work concentrates load; check triage and take turns.',
        },
        {
            'load_kind': 'wip', 'model': 'int_workload__work_in_progress', 'tools': ['jira', 'gitlab'],
            'metric_id': 'wip',
            'advice': 'The assignment of work concentrates load; check limits on work in progress and hand-overs.',
        },
    ]) }}
{%- endmacro %}
