-- Reds of audits of earlier quarters, and how many of them people answered.
with reds as (
    select distinct
        answers.metric_id,
        audits.quarter
    from trail.marts.audit_answer as answers
    inner join trail.marts.audit_run as audits on answers.audit_id = audits.audit_id
    where answers.verdict = 'red' and audits.data_finality = 'final' and audits.quarter < $quarter
),

answered as (
    select distinct
        actions.metric_id,
        audits.quarter
    from warehouse.staging.stg_file_drops__audit_actions as actions
    inner join trail.marts.audit_run as audits on actions.audit_id = audits.audit_id
    where actions.accepted_on <= $as_of
)

select
    count(reds.metric_id) as n_reds,
    count(answered.metric_id) as n_answered
from reds
left join answered on reds.metric_id = answered.metric_id and reds.quarter = answered.quarter
