-- What audits proposed, with who accepted it; and what was accepted although no audit proposed it.
select
    proposed.* replace (accepted.accepted_by_role as accepted_by),
    accepted.accepted_on,
    true as is_proposed
from kept_audit_action as proposed
left join accepted_actions as accepted using (audit_id, metric_id, action)
union all by name
select
    accepted.audit_id,
    accepted.metric_id,
    accepted.action,
    replace(accepted.reason, '_', ' ') as rationale,
    accepted.accepted_by_role as accepted_by,
    accepted.accepted_on,
    false as is_proposed
from accepted_actions as accepted
anti join kept_audit_action using (audit_id, metric_id, action)
