-- Cells of teams without member teams: those above repeat the same items. A suspended metric is hidden from readers, not
-- from the audit, so values are those of the warehouse; what a broken source hid stays hidden.
select
    cells.metric_id,
    cells.team_id,
    cells.grain,
    cells.period_start,
    cells.value,
    cells.status,
    cells.finality,
    cells.is_outside_limits
from warehouse.marts.fct_team_metrics as cells
inner join published.marts.fct_team_metrics as shown
    on
        cells.metric_id = shown.metric_id
        and cells.team_id = shown.team_id
        and cells.grain = shown.grain
        and cells.period_start = shown.period_start
where
    shown.status not in ('source_stale', 'source_missing', 'source_partial')
    and cells.period_start < $quarter_end
    and cells.team_id not in (
        select parent_team_id from published.marts.dim_teams
        where parent_team_id is not null
    )
order by cells.metric_id, cells.team_id, cells.grain, cells.period_start
