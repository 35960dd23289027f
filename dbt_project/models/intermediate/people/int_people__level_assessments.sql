with cited as (
    select
        level_assessment_id,
        person_id,
        replace(evidence_ids, ';', ',') as evidence_ids
    from {{ ref('stg_file_drops__level_assessments') }}
),

counts as (
    select
        pieces.level_assessment_id,
        count(distinct evidence.evidence_id) as n_pieces,
        count(distinct evidence.quarter_start) as n_quarters
    from {{ split_rows('cited', ['level_assessment_id', 'person_id'], 'evidence_ids', 'evidence_id') }} as pieces
    inner join {{ ref('int_people__evidence') }} as evidence
        on pieces.evidence_id = evidence.evidence_id and pieces.person_id = evidence.person_id
    group by pieces.level_assessment_id
)

select
    assessed.level_assessment_id,
    assessed.cycle_id,
    assessed.person_id,
    assessed.dimension,
    assessed.level_id,
    assessed.descriptor,
    assessed.assessed_on,
    assessed.evidence_ids,
    coalesce(counts.n_pieces, 0) as n_pieces,
    coalesce(counts.n_quarters, 0) as n_quarters
from {{ ref('stg_file_drops__level_assessments') }} as assessed
left join counts on assessed.level_assessment_id = counts.level_assessment_id
where assessed.assessed_on <= cast({{ as_of() }} as date)
