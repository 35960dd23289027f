{% macro enumerated_columns() -%}
    {#- The values our models know what to do with; anything else is drift, not data. -#}
    {%- set account_types = ['User', 'Bot', 'Mannequin', 'Organization', 'EnterpriseUserAccount'] -%}
    {{ return([
        ('github', 'pull_requests', 'state', ['OPEN', 'CLOSED', 'MERGED']),
        ('github', 'pull_requests', 'author_type', account_types),
        ('github', 'pull_request_reviews', 'state',
            ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
        ('github', 'pull_request_reviews', 'author_type', account_types),
        ('github', 'pull_request_timeline', 'event_type',
            ['ReadyForReviewEvent', 'ConvertToDraftEvent', 'HeadRefForcePushedEvent', 'ReviewRequestedEvent',
             'ReviewRequestRemovedEvent', 'ReviewDismissedEvent', 'ClosedEvent', 'ReopenedEvent', 'MergedEvent']),
        ('github', 'pull_request_timeline', 'actor_type', account_types),
        ('github', 'pushes', 'activity_type',
            ['push', 'force_push', 'branch_creation', 'branch_deletion', 'pr_merge', 'merge_queue_merge']),
        ('github', 'issues', 'state', ['OPEN', 'CLOSED']),
        ('github', 'issues', 'author_type', account_types),
        ('github', 'deployment_statuses', 'state',
            ['SUCCESS', 'FAILURE', 'ERROR', 'IN_PROGRESS', 'INACTIVE', 'PENDING', 'QUEUED', 'WAITING']),
        ('github', 'workflow_runs', 'status',
            ['completed', 'in_progress', 'queued', 'requested', 'waiting', 'pending']),
        ('github', 'workflow_runs', 'conclusion',
            ['success', 'failure', 'neutral', 'cancelled', 'timed_out', 'action_required', 'stale', 'skipped',
             'startup_failure']),
        ('github', 'workflow_jobs', 'conclusion',
            ['success', 'failure', 'neutral', 'cancelled', 'timed_out', 'action_required', 'skipped']),
        ('file_drops', 'teams', 'team_type', ['platform', 'application', 'developer_experience']),
        ('file_drops', 'identities', 'actor_kind', ['human', 'bot', 'ai_agent', 'service']),
        ('file_drops', 'incident_rules', 'kind', ['issue_label', 'hotfix_label', 'revert']),
    ]) }}
{%- endmacro %}
