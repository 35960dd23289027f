-- What detectors ask and what explains itself. Somebody's name in place of a role stays in the warehouse.
select * replace (
    case when not names_a_person(resolved_by_role) then resolved_by_role end as resolved_by_role
)
from warehouse.detectors.signal_questions
