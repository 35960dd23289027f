-- An account that is not known to be a program's, and how its acts lie over days and hours.
with hours as (
    select
        source,
        account_key,
        act_date,
        act_hour,
        is_recent,
        n_acts
    from {{ ref('int_identity__act_hours') }}
    where actor_kind in ('human', 'unknown') and account_key is not null
),

days as (
    select
        source,
        account_key,
        act_date,
        is_recent,
        sum(n_acts) as n_acts
    from hours
    group by source, account_key, act_date, is_recent
),

accounts as (
    select
        source,
        account_key,
        cast(sum(case when is_recent then n_acts else 0 end) as bigint) as n_recent,
        cast(sum(case when is_recent then 0 else n_acts end) as bigint) as n_before,
        max(case when is_recent then n_acts end) as most_a_day,
        {{ percentile('case when not is_recent then n_acts end', 0.99) }} as usual_most_a_day
    from days
    group by source, account_key
),

-- Each six hours in a row of the day, over midnight too: the fewest acts in any of them.
stretches as (
    select
        hours.source,
        hours.account_key,
        openings.n as start_hour,
        sum(case when (hours.act_hour - openings.n + 24) % 24 < 6 then hours.n_acts else 0 end) as n_acts
    from hours
    cross join {{ integers(24) }} as openings
    where hours.is_recent
    group by hours.source, hours.account_key, openings.n
),

quietest as (
    select
        source,
        account_key,
        min(n_acts) as n_acts
    from stretches
    group by source, account_key
)

select
    accounts.source,
    accounts.account_key,
    accounts.n_recent,
    accounts.n_before,
    accounts.most_a_day,
    accounts.usual_most_a_day,
    quietest.n_acts / nullif(cast(accounts.n_recent as double), 0) as quietest_share
from accounts
left join quietest on accounts.source = quietest.source and accounts.account_key = quietest.account_key
