-- One row per cell that may not show its numbers: for its metric's source, by an audit, or for the people behind it.
create or replace temp table hidden_cells as
select
    cells.metric_id,
    cells.team_id,
    cells.grain,
    cells.period_start,
    coalesce(hidden_metrics.status, 'suppressed_privacy') as status
from warehouse.marts.fct_team_metrics as cells
left join hidden_metrics using (metric_id)
left join withheld
    on
        withheld.table_name = 'fct_team_metrics'
        and cells.metric_id = withheld.measure
        and cells.team_id = withheld.team_id
        and cells.grain = withheld.grain
        and cells.period_start = withheld.period_start
where
    hidden_metrics.metric_id is not null
    or (withheld.measure is not null and cells.status != 'suppressed_privacy');
