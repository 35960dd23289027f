-- The quarter, where it has published numbers and no audit.
select $2 as quarter
from published.marts.fct_team_metrics
where
    grain = 'quarter'
    and period_start = $1
    and not exists (select 1 from trail.marts.audit_run where audit_run.quarter = $2)
limit 1
