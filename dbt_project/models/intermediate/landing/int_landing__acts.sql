{#- What is done in the tools, by the server's clock where there is one: source, stream, scope, account, instant. -#}
{%- set acts = [
    ('github', 'pull_requests', 'repository', 'author_login', 'created_at'),
    ('github', 'pull_request_reviews', 'repository', 'author_login', 'submitted_at'),
    ('github', 'issues', 'repository', 'author_login', 'created_at'),
    ('github', 'pushes', 'repository', 'actor_login', 'pushed_at'),
    ('gitlab', 'merge_requests', 'project', 'author_username', 'created_at'),
    ('gitlab', 'merge_request_notes', 'project', 'author_username', 'created_at'),
    ('gitlab', 'issues', 'project', 'author_username', 'created_at'),
    ('gitlab', 'issue_notes', 'project', 'author_username', 'created_at'),
    ('git', 'commits', 'repository', 'author_account', 'committed_at'),
    ('jira', 'issues', 'project_key', 'reporter_account', 'created_at'),
    ('jira', 'issue_changes', 'project_key', 'author_account', 'changed_at'),
    ('jenkins', 'builds', 'repository', none, 'started_at'),
] -%}

with acts as (
    {% for source, stream, scope, account, happened_at in acts %}
    select
        '{{ source }}' as source,
        '{{ stream }}' as stream,
        {{ scope }} as scope,
        {{ account_key(account) if account else text_literal(none) }} as account_key,
        {{ 'true' if account else 'false' }} as has_accounts,
        {{ happened_at }} as happened_at
    from {{ ref('stg_' ~ source ~ '__' ~ stream) }}
    where {{ happened_at }} < {{ as_of() }} and {{ happened_at }} >= {{ add_seconds(as_of(), -366 * 86400) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    source,
    stream,
    scope,
    account_key,
    has_accounts,
    happened_at,
    count(*) as n_acts
from acts
group by source, stream, scope, account_key, has_accounts, happened_at
