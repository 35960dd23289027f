-- Only whole days: today's are not over.
select
    source,
    stream,
    account_key,
    actor_kind,
    cast(happened_at as date) as act_date,
    cast(extract(hour from happened_at) as integer) as act_hour,
    cast(happened_at as date) >= {{ add_days("cast(" ~ as_of() ~ " as date)", -28) }} as is_recent,
    cast(sum(n_acts) as bigint) as n_acts
from {{ ref('int_identity__acts') }}
where
    is_judged
    and cast(happened_at as date) >= {{ add_days("cast(" ~ as_of() ~ " as date)", -210) }}
    and cast(happened_at as date) < cast({{ as_of() }} as date)
group by
    source,
    stream,
    account_key,
    actor_kind,
    cast(happened_at as date),
    cast(extract(hour from happened_at) as integer)
