-- What detectors say of the quarter: open questions, answered ones, moves that explain themselves.
select *
from warehouse.detectors.signal_questions
where quarter = $quarter
order by finding_id
