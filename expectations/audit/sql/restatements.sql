-- Material changes of values of the quarter that had been final.
select
    metric_id,
    team_id,
    grain,
    period_start,
    cause,
    delta
from warehouse.marts.metric_restatements
where
    period_start >= $quarter_start and period_start < $quarter_end
    and coalesce(is_material, false) and cause != 'definition_change'
order by metric_id, team_id, grain, period_start
