-- The newest period that is over: the one that is still running says less than it seems to.
with newest as (
    select
        cells.team_id,
        cells.grain,
        max(cells.period_start) as period_start
    from {{ ref('team_metrics') }} as cells
    where cells.is_over
    group by cells.team_id, cells.grain
)

select
    cells.cell_id,
    cells.metric_id,
    cells.metric_name,
    cells.dimension,
    cells.definition,
    cells.definition_version,
    cells.unit,
    cells.direction,
    cells.eligible_decisions,
    cells.starter_for,
    cells.team_id,
    cells.team_name,
    cells.team_type,
    cells.parent_team_id,
    cells.has_member_teams,
    cells.grain,
    cells.period_start,
    cells.period_label,
    cells.value,
    cells.numerator,
    cells.denominator,
    cells.ci_low,
    cells.ci_high,
    cells.n_items,
    cells.status,
    cells.status_in_words,
    cells.finality,
    cells.last_good_value,
    cells.last_good_as_of,
    cells.centre_line,
    cells.lower_limit,
    cells.upper_limit,
    cells.limits_status,
    cells.pair_metric_id,
    cells.pair_name,
    cells.pair_unit,
    cells.pair_value,
    cells.pair_status_in_words,
    cells.as_of
from {{ ref('team_metrics') }} as cells
inner join newest
    on
        cells.team_id = newest.team_id
        and cells.grain = newest.grain
        and cells.period_start = newest.period_start
