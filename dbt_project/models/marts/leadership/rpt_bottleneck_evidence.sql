select
    findings.finding_id,
    findings.team_id,
    findings.quarter_start,
    findings.kind,
    items.evidence_kind,
    items.evidence_id,
    items.repository,
    cast(min(items.occurred_at) as date) as occurred_on,
    cast(sum(items.n_items) as bigint) as n_items,
    cast(sum(items.microseconds) as double) / 3600000000 as hours
from {{ ref('int_delivery__bottleneck_findings') }} as findings
inner join {{ ref('int_delivery__bottleneck_items') }} as items
    on
        findings.kind = items.kind
        and findings.team_id = items.team_id
        and findings.quarter_start = items.quarter_start
        and findings.subject_id = items.subject_id
where items.n_items > 0
group by
    findings.finding_id, findings.team_id, findings.quarter_start, findings.kind, items.evidence_kind,
    items.evidence_id, items.repository
