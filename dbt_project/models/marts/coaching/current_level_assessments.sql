select
    level_assessment_id,
    cycle_id,
    person_id,
    dimension,
    level_id,
    descriptor,
    assessed_on,
    evidence_ids,
    cast(n_pieces as bigint) as n_pieces,
    cast(n_quarters as bigint) as n_quarters
from {{ ref('int_people__level_assessments') }}
