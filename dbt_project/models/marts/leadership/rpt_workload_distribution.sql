with shares as (
    select * from {{ ref('int_collaboration__load_shares') }}
),

carried as (
    select shares.* from shares
    where shares.is_judged and shares.n_events > 0
),

observed as (
    select * from {{ load_gini('carried', ['team_id', 'window_start']) }} as ginis
),

teams as (
    select
        shares.team_id,
        shares.window_start,
        count(*) as n_people,
        max(shares.team_events) as n_events,
        -- Freed of the inflation that small counts bring: unbiased where the load is fair.
        (max(shares.team_events) - 1)
        / nullif(max(shares.team_events) * sum(shares.load_share * shares.load_share) - 1, 0) as effective_people
    from shares
    group by shares.team_id, shares.window_start
),

fair as (
    select
        draws.team_id,
        draws.window_start,
        avg(draws.gini) as expected_gini,
        -- The tolerance makes equal sums equal in whatever order they were added.
        avg(case when draws.gini >= observed.gini - 1e-9 then 1.0 else 0.0 end) as p_fair,
        {{ percentile('draws.gini', 0.95) }} as critical_gini
    from {{ ref('int_collaboration__load_draws') }} as draws
    inner join observed
        on draws.team_id = observed.team_id and draws.window_start = observed.window_start
    where draws.multiple = 1
    group by draws.team_id, draws.window_start
),

powers as (
    select
        draws.team_id,
        draws.window_start,
        draws.multiple
    from {{ ref('int_collaboration__load_draws') }} as draws
    inner join fair on draws.team_id = fair.team_id and draws.window_start = fair.window_start
    where draws.multiple > 1
    group by draws.team_id, draws.window_start, draws.multiple
    having avg(case when draws.gini > fair.critical_gini + 1e-9 then 1.0 else 0.0 end) >= 0.8
),

detectable as (
    select
        powers.team_id,
        powers.window_start,
        min(powers.multiple) as detectable_multiple
    from powers
    group by powers.team_id, powers.window_start
),

judged as (
    select
        windows.team_id,
        windows.window_start,
        windows.window_end,
        coalesce(teams.n_people, 0) as n_people,
        coalesce(teams.n_events, 0) as n_events,
        (observed.gini - fair.expected_gini) / nullif(1 - fair.expected_gini, 0) as excess,
        teams.effective_people,
        fair.p_fair,
        detectable.detectable_multiple,
        case
            when not coalesce(sources.is_landed, false) then 'source_missing'
            when coalesce(teams.n_people, 0) < 6 then 'suppressed_privacy'
            when teams.n_events < 40 then 'insufficient_n'
            else 'ok'
        end as status
    from {{ ref('int_collaboration__load_windows') }} as windows
    left join teams on windows.team_id = teams.team_id and windows.window_start = teams.window_start
    left join observed on windows.team_id = observed.team_id and windows.window_start = observed.window_start
    left join fair on windows.team_id = fair.team_id and windows.window_start = fair.window_start
    left join detectable
        on windows.team_id = detectable.team_id and windows.window_start = detectable.window_start
    left join {{ ref('int_metrics__team_sources') }} as sources
        on windows.team_id = sources.team_id and sources.metric_id = 'review_response'
)

select
    judged.team_id,
    'review' as load_kind,
    judged.window_start,
    judged.window_end,
    cast(judged.n_people as bigint) as n_people,
    cast(case when judged.status not in ({{ hiding_statuses() }}) then judged.n_events end as bigint) as n_events,
    case when judged.status = 'ok' then {{ rounded_to('judged.excess', 0.05) }} end as excess_over_fair_share,
    case when judged.status = 'ok' then {{ rounded_to('judged.effective_people', 0.5) }} end as effective_people,
    case when judged.status = 'ok' then judged.p_fair end as p_fair,
    case when judged.status = 'ok' then judged.detectable_multiple end as detectable_multiple,
    judged.status
from judged
