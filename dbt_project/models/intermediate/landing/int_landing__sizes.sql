{#- Sizes and durations as a tool tells them, by the instant from which they no longer change. -#}
{%- set today = "cast(" ~ as_of() ~ " as date)" -%}
{%- set sizes = [
    ('github', 'pull_requests', 'changed_lines', 'additions + deletions', 'merged_at'),
    ('github', 'pull_requests', 'seconds_to_merge', seconds_between('created_at', 'merged_at'), 'merged_at'),
    ('github', 'workflow_jobs', 'seconds', seconds_between('started_at', 'completed_at'), 'completed_at'),
    ('gitlab', 'merge_requests', 'seconds_to_merge', seconds_between('created_at', 'merged_at'), 'merged_at'),
    ('gitlab', 'jobs', 'seconds', 'duration_seconds', 'finished_at'),
    ('jenkins', 'builds', 'milliseconds', 'duration_milliseconds', 'completed_at'),
    ('jira', 'issues', 'seconds_to_resolution', seconds_between('created_at', 'resolved_at'), 'resolved_at'),
    ('jira', 'issues', 'story_points', 'story_points', 'resolved_at'),
    ('pagerduty', 'incidents', 'seconds_to_resolution', seconds_between('created_at', 'resolved_at'), 'resolved_at'),
    ('junit', 'test_reports', 'seconds', 'duration_seconds', 'generated_at'),
] -%}

with sizes as (
    {% for source, stream, size_name, value, told_at in sizes %}
    select
        '{{ source }}' as source,
        '{{ stream }}' as stream,
        '{{ size_name }}' as size_name,
        cast({{ value }} as double) as value,
        cast({{ told_at }} as date) as told_on
    from {{ ref('stg_' ~ source ~ '__' ~ stream) }}
    where {{ value }} is not null and {{ told_at }} < {{ as_of() }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    source,
    stream,
    size_name,
    value,
    count(*) filter (where told_on >= {{ add_days(today, -28) }}) as n_recent,
    count(*) filter (where told_on < {{ add_days(today, -28) }}) as n_before
from sizes
where told_on >= {{ add_days(today, -210) }} and told_on < {{ today }}
group by source, stream, size_name, value
