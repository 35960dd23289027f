with kinds as (
    select distinct
        kinds.load_kind,
        kinds.metric_id,
        kinds.advice
    from {{ ref('int_workload__kinds') }} as kinds
),

judged as (
    select
        windows.team_id,
        windows.window_weeks,
        windows.window_start,
        windows.window_end,
        kinds.load_kind,
        kinds.advice,
        coalesce(spreads.n_people, 0) as n_people,
        coalesce(spreads.n_events, 0) as n_events,
        coalesce(spreads.is_dominated, false) as is_dominated,
        spreads.excess,
        spreads.effective_people,
        spreads.p_fair,
        spreads.detectable_multiple,
        spreads.is_uneven,
        case
            when not coalesce(sources.is_landed, false) or windows.window_start < sources.covered_from
                then 'source_missing'
            when coalesce(spreads.n_people, 0) < 6 then 'suppressed_privacy'
            when spreads.n_events < 40 then 'insufficient_n'
            else 'ok'
        end as status
    from {{ ref('int_workload__windows') }} as windows
    cross join kinds
    left join {{ ref('int_workload__spreads') }} as spreads
        on
            windows.team_id = spreads.team_id
            and windows.window_weeks = spreads.window_weeks
            and windows.window_start = spreads.window_start
            and kinds.load_kind = spreads.load_kind
    left join {{ ref('int_metrics__team_sources') }} as sources
        on windows.team_id = sources.team_id and kinds.metric_id = sources.metric_id
)

select
    judged.team_id,
    judged.window_weeks,
    judged.window_start,
    judged.window_end,
    judged.load_kind,
    judged.n_people,
    case when judged.status not in ({{ hiding_statuses() }}) and not judged.is_dominated then judged.n_events end
        as n_events,
    case when judged.status = 'ok' then {{ rounded_to('judged.excess', 0.05) }} end as excess_over_fair_share,
    case when judged.status = 'ok' then {{ rounded_to('judged.effective_people', 0.5) }} end as effective_people,
    case when judged.status = 'ok' then judged.p_fair end as p_fair,
    case when judged.status = 'ok' then judged.detectable_multiple end as detectable_multiple,
    -- Once may be chance; what lasts for two windows is how work is assigned.
    case
        when judged.status = 'ok'
            then judged.is_uneven and coalesce(previous.status = 'ok' and previous.is_uneven, false)
    end as is_concentrated,
    case
        when judged.status = 'ok' and judged.is_uneven and previous.status = 'ok' and previous.is_uneven
            then judged.advice
    end as advice,
    judged.status
from judged
left join judged as previous
    on
        judged.team_id = previous.team_id
        and judged.window_weeks = previous.window_weeks
        and judged.window_start = previous.window_end
        and judged.load_kind = previous.load_kind
