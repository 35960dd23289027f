with seen as (
    select
        author_login as login,
        author_type
    from {{ ref('stg_github__pull_requests') }}
    union all
    select
        merged_by_login as login,
        null as author_type
    from {{ ref('stg_github__pull_requests') }}
    union all
    select
        author_login as login,
        author_type
    from {{ ref('stg_github__pull_request_reviews') }}
    union all
    select
        actor_login as login,
        actor_type as author_type
    from {{ ref('stg_github__pull_request_timeline') }}
    union all
    select
        reviewer_login as login,
        null as author_type
    from {{ ref('stg_github__pull_request_timeline') }}
    union all
    select
        author_login as login,
        author_type
    from {{ ref('stg_github__issues') }}
    union all
    select
        author_login as login,
        null as author_type
    from {{ ref('stg_github__pull_request_commits') }}
    union all
    select
        author_login as login,
        null as author_type
    from {{ ref('stg_github__commits') }}
    union all
    select
        actor_login as login,
        null as author_type
    from {{ ref('stg_github__pushes') }}
    union all
    select
        creator_login as login,
        null as author_type
    from {{ ref('stg_github__deployments') }}
    union all
    select
        actor_login as login,
        null as author_type
    from {{ ref('stg_github__workflow_runs') }}
    union all
    select
        login,
        null as author_type
    from {{ ref('stg_github__team_members') }}
),

registered as (
    select
        {{ account_key('account') }} as account_key,
        min(person_id) as person_id,
        min(actor_kind) as actor_kind
    from {{ ref('stg_file_drops__identities') }}
    where source = 'github'
    group by {{ account_key('account') }}
),

accounts as (
    select
        login,
        {{ account_key('login') }} as account_key,
        max(author_type) as author_type
    from seen
    where login is not null
    group by login
),

classified as (
    select
        accounts.login,
        accounts.author_type,
        registered.person_id,
        registered.account_key is not null as is_registered,
        case
            when registered.actor_kind is not null then registered.actor_kind
            when accounts.author_type = 'Bot' then 'bot'
            else 'unknown'
        end as actor_kind
    from accounts
    left join registered on accounts.account_key = registered.account_key
)

select
    login,
    person_id,
    actor_kind,
    author_type,
    is_registered,
    actor_kind = 'human' or (actor_kind = 'unknown' and coalesce(author_type = 'User', false)) as is_human
from classified
