with closings as (
    select
        stream,
        repository,
        count(*) as n_opened,
        count(*) filter (where is_closed_by_events) as n_closed_by_events,
        count(*) filter (where not is_closed_by_state) as n_open_by_state,
        count(*) filter (where is_closed_by_state != is_closed_by_events) as n_contradictions
    from {{ ref('int_landing__closings') }}
    group by stream, repository
),

lead_times as (
    select
        count(*) as n_changes,
        count(*) filter (
            where
            coding_microseconds
            + coalesce(pickup_microseconds, 0)
            + coalesce(review_microseconds, 0)
            + merge_wait_microseconds
            + deploy_wait_microseconds
            != total_microseconds
        ) as n_contradictions
    from {{ ref('int_delivery__lead_time_parts') }}
),

team_sums as (
    select
        metric_id,
        count(*) as n_periods,
        count(*) filter (where n_items > sum_of_members or n_items < largest_member) as n_contradictions
    from {{ ref('int_ownership__team_sums') }}
    group by metric_id
),

measured as (
    select
        stream,
        cast(null as {{ dbt.type_string() }}) as metric_id,
        repository as scope,
        'opened_less_closed' as measure,
        n_contradictions / cast(n_opened as double) as statistic,
        -- An event may happen between the reading of a pull request and that of its timeline: one alone says nothing.
        greatest(0.01, 1 / cast(n_opened as double)) as threshold,
        n_opened || ' opened, ' || n_closed_by_events || ' closed by events, ' || n_open_by_state || ' open by state'
            as detail
    from closings
    union all
    select
        cast(null as {{ dbt.type_string() }}) as stream,
        cast(null as {{ dbt.type_string() }}) as metric_id,
        'organisation' as scope,
        'parts_of_lead_time' as measure,
        n_contradictions / nullif(cast(n_changes as double), 0) as statistic,
        0 as threshold,
        n_contradictions || ' of ' || n_changes || ' changes have parts that do not add up' as detail
    from lead_times
    union all
    select
        cast(null as {{ dbt.type_string() }}) as stream,
        metric_id,
        'organisation' as scope,
        'team_sums' as measure,
        n_contradictions / cast(n_periods as double) as statistic,
        0 as threshold,
        n_contradictions || ' of ' || n_periods || ' periods of groups differ from their member teams' as detail
    from team_sums
)

select
    'B10' as check_id,
    'github' as source,
    stream,
    metric_id,
    scope,
    cast(statistic as double) as statistic,
    cast(threshold as double) as threshold,
    detail,
    measure
from measured
