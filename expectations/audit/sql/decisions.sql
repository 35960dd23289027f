-- Metrics cited in decisions of the quarter and the one before.
select
    decision_id,
    metric_id,
    decision_kind,
    decided_on >= $quarter_start as is_of_quarter
from warehouse.staging.stg_file_drops__metric_decisions
where decided_on >= $before_start and decided_on < $quarter_end
order by decision_id, metric_id
