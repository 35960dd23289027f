-- One row per proposal of the latest quarter's last audit that asks for a decision, got none, and is overdue.
with latest as (
    -- Audits of a backfill share their instant; the last of a quarter has the greatest number.
    select max_by(audit_id, (quarter, cast(split_part(audit_id, '-', 2) as integer))) as audit_id
    from trail.marts.audit_run
)

select
    actions.audit_id,
    actions.metric_id,
    actions.action,
    actions.due,
    coalesce(actions.answers_red, false) as suspends
from trail.marts.audit_action as actions
inner join latest on actions.audit_id = latest.audit_id
where
    actions.is_proposed
    and actions.action <> 'keep'
    and actions.accepted_by is null
    and actions.due < $1
    -- What was decided instead is an answer, too.
    and not exists (
        select 1 from trail.marts.audit_action as others
        where
            others.audit_id = actions.audit_id
            and others.metric_id = actions.metric_id
            and others.accepted_by is not null
    )
order by actions.metric_id, actions.action
