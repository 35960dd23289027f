-- For which teams each detector had enough to judge in the quarter.
select
    detector_id,
    team_id,
    bool_or(is_testable) as is_testable
from warehouse.detectors.detector_results
where quarter = $quarter
group by detector_id, team_id
order by detector_id, team_id
