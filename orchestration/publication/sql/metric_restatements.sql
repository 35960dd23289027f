-- A value that is not published today for its source or by an audit is not restated today.
select restatements.*
from warehouse.marts.metric_restatements as restatements
cross join run
left join hidden_cells as failures using (metric_id, team_id, grain, period_start)
where failures.metric_id is null or restatements.as_of_after != run.as_of
