with registered as (
    select
        source,
        {{ account_key('account') }} as account_key,
        min(person_id) as person_id,
        min(actor_kind) as actor_kind
    from {{ ref('stg_file_drops__identities') }}
    group by source, {{ account_key('account') }}
),

sources as (
    select distinct source from registered
),

-- GitHub alone tells of itself which accounts are bots.
told as (
    select
        {{ account_key('login') }} as account_key,
        max(author_type) as author_type
    from {{ ref('int_identity__accounts') }}
    group by {{ account_key('login') }}
)

select
    acts.source,
    acts.stream,
    acts.scope,
    acts.account_key,
    registered.person_id,
    coalesce(
        registered.actor_kind,
        case when acts.source = 'github' and told.author_type = 'Bot' then 'bot' end,
        'unknown'
    ) as actor_kind,
    acts.has_accounts and sources.source is not null as is_judged,
    acts.happened_at,
    acts.n_acts
from {{ ref('int_landing__acts') }} as acts
left join registered
    on acts.source = registered.source and acts.account_key = registered.account_key
left join sources on acts.source = sources.source
left join told on acts.account_key = told.account_key
