select component_id, team_id, 'churn' as factor, cast(n as varchar) as evidence_id, 10 as amount
from warehouse.marts.rpt_module_risk
cross join range(200) as numbers (n)
