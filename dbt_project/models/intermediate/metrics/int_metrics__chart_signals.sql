{%- set charts = 'metric_id, team_id, valid_from' -%}

with weeks as (
    select
        cells.metric_id,
        cells.team_id,
        cells.period_start,
        limits.valid_from,
        cells.value - limits.centre_line as above_centre,
        cells.value - limits.upper_limit as above_upper,
        limits.lower_limit - cells.value as below_lower,
        -- A value and a line that are equal may differ in their last digit: the line came back from a logarithm.
        1e-9 * greatest(1.0, abs(cells.value), abs(limits.centre_line)) as tolerance
    from {{ ref('int_metrics__cells') }} as cells
    inner join {{ ref('int_metrics__control_limits') }} as limits
        on
            cells.metric_id = limits.metric_id
            and cells.definition_version = limits.definition_version
            and cells.team_id = limits.team_id
            and cells.period_start >= limits.valid_from
            and cells.period_start < limits.valid_to
    where cells.grain = 'week' and cells.status = 'ok' and limits.limits_status != 'no_limits'
),

sides as (
    select
        weeks.*,
        case
            when weeks.above_centre > weeks.tolerance then 'above'
            when weeks.above_centre < -weeks.tolerance then 'below'
            else 'on the line'
        end as side,
        row_number() over (partition by {{ charts }} order by weeks.period_start nulls last) as place
    from weeks
),

runs as (
    select
        sides.*,
        sides.place - row_number() over (
            partition by {{ charts }}, sides.side order by sides.period_start nulls last
        ) as run_number
    from sides
),

lengths as (
    select
        runs.*,
        row_number() over (
            partition by {{ charts }}, runs.side, runs.run_number order by runs.period_start nulls last
        ) as run_length
    from runs
)

select
    lengths.metric_id,
    lengths.team_id,
    lengths.period_start,
    lengths.above_upper > lengths.tolerance or lengths.below_lower > lengths.tolerance as is_outside_limits,
    lengths.side != 'on the line' and lengths.run_length >= 8 as is_long_run
from lengths
