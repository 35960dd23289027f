with hours as (
    select * from {{ ref('int_identity__act_hours') }}
),

shares as (
    select
        source,
        stream,
        sum(case when is_recent then n_acts else 0 end) as n_recent,
        sum(case when not is_recent then n_acts else 0 end) as n_before,
        sum(case when is_recent and actor_kind = 'unknown' then n_acts else 0 end)
        / nullif(cast(sum(case when is_recent then n_acts else 0 end) as double), 0) as share_recent,
        sum(case when not is_recent and actor_kind = 'unknown' then n_acts else 0 end)
        / nullif(cast(sum(case when not is_recent then n_acts else 0 end) as double), 0) as share_before
    from hours
    group by source, stream
),

-- What is said of single accounts is their number and never their name; bots may be as busy as they like.
accounts as (
    select * from {{ ref('int_identity__account_cadences') }}
),

judged_accounts as (
    select
        source,
        count(*) filter (where n_before >= 100) as n_with_history,
        max(case when n_before >= 100 then most_a_day / usual_most_a_day end) as burst,
        count(*) filter (where n_before >= 100 and most_a_day > 5 * usual_most_a_day) as n_bursts,
        count(*) filter (where n_recent >= 100) as n_busy,
        max(case when n_recent >= 100 then quietest_share end) as restlessness,
        count(*) filter (where n_recent >= 100 and quietest_share > 0.1) as n_restless
    from accounts
    group by source
),

measured as (
    select
        source,
        stream,
        'unknown_share' as measure,
        case when n_recent >= 100 then share_recent end as statistic,
        0.05 as threshold,
        {{ rounded('100 * share_recent', 1) }} || ' % of ' || n_recent || ' acts are of accounts nobody registered'
            as detail
    from shares
    union all
    select
        source,
        stream,
        'unknown_rise' as measure,
        case when n_recent >= 100 and n_before >= 100 then share_recent - share_before end as statistic,
        0.03 as threshold,
        'from ' || {{ rounded('100 * share_before', 1) }} || ' % to ' || {{ rounded('100 * share_recent', 1) }}
        || ' % of acts are of accounts nobody registered' as detail
    from shares
    union all
    select
        source,
        stream,
        'identities_lost' as measure,
        case when n_recent >= 100 and n_before >= 100 then share_recent - share_before end as statistic,
        0.5 as threshold,
        'from ' || {{ rounded('100 * share_before', 1) }} || ' % to ' || {{ rounded('100 * share_recent', 1) }}
        || ' % of acts are of accounts nobody registered' as detail
    from shares
    union all
    select
        source,
        cast(null as {{ dbt.type_string() }}) as stream,
        'one_account' as measure,
        burst as statistic,
        5 as threshold,
        n_bursts || ' of ' || n_with_history || ' accounts with a history did more in a day than five times their own '
        || 'usual: shared, or a program''s?' as detail
    from judged_accounts
    union all
    select
        source,
        cast(null as {{ dbt.type_string() }}) as stream,
        'without_pause' as measure,
        restlessness as statistic,
        0.1 as threshold,
        n_restless || ' of ' || n_busy || ' busy accounts have no quiet six hours in the day: '
        || 'a program to be registered?' as detail
    from judged_accounts
)

select
    'B7' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    'organisation' as scope,
    {{ rounded('cast(statistic as double)', 9) }} as statistic,
    cast(threshold as double) as threshold,
    coalesce(detail, 'no account had an act lately') as detail,
    measure
from measured
