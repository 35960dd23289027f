with cited as (
    select
        case_id,
        person_id,
        target_level_id,
        replace(evidence_ids, ';', ',') as evidence_ids
    from {{ ref('stg_file_drops__promotion_cases') }}
)

-- What shows another level than that of the case, or none, is evidence, but not for this case.
select
    pieces.case_id,
    evidence.evidence_id,
    evidence.dimension,
    evidence.project_id,
    evidence.stakeholder_id,
    evidence.quarter_start
from {{ split_rows('cited', ['case_id', 'person_id', 'target_level_id'], 'evidence_ids', 'evidence_id') }} as pieces
inner join {{ ref('int_people__evidence') }} as evidence
    on
        pieces.evidence_id = evidence.evidence_id
        and pieces.person_id = evidence.person_id
        and pieces.target_level_id = evidence.level_id
