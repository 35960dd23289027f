select
    evidence.component_id,
    factors.team_id,
    evidence.factor,
    evidence.evidence_id,
    cast(sum(evidence.amount) as bigint) as amount
from {{ ref('int_quality__component_evidence') }} as evidence
inner join {{ ref('int_quality__component_factors') }} as factors
    on evidence.component_id = factors.component_id
where factors.is_shown
group by evidence.component_id, factors.team_id, evidence.factor, evidence.evidence_id
