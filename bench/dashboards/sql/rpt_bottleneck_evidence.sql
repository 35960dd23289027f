select
    finding_id, team_id, quarter_start, kind, 'change' as evidence_kind, cast(n as varchar) as evidence_id,
    'harbour/checkout' as repository, quarter_start as occurred_on, 1 as n_items, hours / 40 as hours
from warehouse.marts.rpt_bottlenecks
cross join range(40) as numbers (n)
