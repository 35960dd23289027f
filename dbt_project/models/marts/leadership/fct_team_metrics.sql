-- Charts are of weeks; the grain is a key of the joins, since a condition on one side alone would pair everything.
with charted as (
    select
        cells.metric_id,
        cells.definition_version,
        cells.team_id,
        cells.grain,
        cells.period_start,
        limits.centre_line,
        limits.lower_limit,
        limits.upper_limit,
        limits.limits_status,
        limits.baseline_start
    from {{ ref('int_metrics__cells') }} as cells
    inner join {{ ref('int_metrics__control_limits') }} as limits
        on
            cells.metric_id = limits.metric_id
            and cells.definition_version = limits.definition_version
            and cells.team_id = limits.team_id
            and cells.period_start >= limits.valid_from
            and cells.period_start < limits.valid_to
    where cells.grain = 'week' and cells.status not in ({{ hiding_statuses() }})
),

signals as (
    select
        signals.*,
        'week' as grain
    from {{ ref('int_metrics__chart_signals') }} as signals
)

select
    cells.metric_id,
    cells.definition_version,
    cells.team_id,
    cells.grain,
    cells.period_start,
    cells.iso_year,
    cells.iso_week,
    cells.value,
    cells.numerator,
    cells.denominator,
    cells.n_items,
    cells.n_people,
    case
        when cells.is_proportion and cells.value is not null
            then {{ wilson_low('cells.numerator', 'cells.denominator') }}
    end as ci_low,
    case
        when cells.is_proportion and cells.value is not null
            then {{ wilson_high('cells.numerator', 'cells.denominator') }}
    end as ci_high,
    cells.status,
    cells.finality,
    {{ as_of() }} as as_of,
    cells.source_max_loaded_at,
    -- The publication fills these when a gate blocks a value that was good before.
    cast(null as double) as last_good_value,
    cast(null as timestamp) as last_good_as_of,
    charted.centre_line,
    charted.lower_limit,
    charted.upper_limit,
    case when cells.grain = 'week' then coalesce(charted.limits_status, 'no_limits') end as limits_status,
    charted.baseline_start,
    signals.is_outside_limits,
    signals.is_long_run
from {{ ref('int_metrics__cells') }} as cells
left join charted
    on
        cells.metric_id = charted.metric_id
        and cells.definition_version = charted.definition_version
        and cells.team_id = charted.team_id
        and cells.grain = charted.grain
        and cells.period_start = charted.period_start
left join signals
    on
        cells.metric_id = signals.metric_id
        and cells.team_id = signals.team_id
        and cells.grain = signals.grain
        and cells.period_start = signals.period_start
