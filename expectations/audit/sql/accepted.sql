-- What people accepted after earlier audits.
select audit_id, metric_id, action, accepted_by_role, accepted_on, reason
from warehouse.staging.stg_file_drops__audit_actions
where accepted_on <= $as_of
order by accepted_on, audit_id, metric_id, action
