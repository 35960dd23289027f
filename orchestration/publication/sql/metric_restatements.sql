-- A value that is not published today because its source failed is not restated today.
select restatements.*
from warehouse.marts.metric_restatements as restatements
cross join run
left join metric_failures as failures using (metric_id)
where failures.metric_id is null or restatements.as_of_after != run.as_of
