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
    limits.centre_line,
    limits.lower_limit,
    limits.upper_limit,
    case when cells.grain = 'week' then coalesce(limits.limits_status, 'no_limits') end as limits_status,
    limits.baseline_start,
    signals.is_outside_limits,
    signals.is_long_run
from {{ ref('int_metrics__cells') }} as cells
left join {{ ref('int_metrics__control_limits') }} as limits
    on
        cells.metric_id = limits.metric_id
        and cells.definition_version = limits.definition_version
        and cells.team_id = limits.team_id
        and cells.period_start >= limits.valid_from
        and cells.period_start < limits.valid_to
        and cells.grain = 'week'
        and cells.status not in ({{ hiding_statuses() }})
left join {{ ref('int_metrics__chart_signals') }} as signals
    on
        cells.metric_id = signals.metric_id
        and cells.team_id = signals.team_id
        and cells.period_start = signals.period_start
        and cells.grain = 'week'
