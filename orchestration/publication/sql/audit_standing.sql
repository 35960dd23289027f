-- What audits and those who answered them make of each metric today. kept_audit_run, kept_audit_answer: the history.
create or replace temp table accepted_actions as
select
    actions.*,
    audits.quarter
from warehouse.staging.stg_file_drops__audit_actions as actions
inner join kept_audit_run as audits using (audit_id)
cross join run
where actions.accepted_on <= cast(run.as_of as date);

create or replace temp table audit_standing as
with last_action as (
    select *
    from accepted_actions
    where action != 'add'
    -- Of two accepted on one day the one that says less of the metric holds.
    qualify row_number() over (
        partition by metric_id
        order by
            accepted_on desc,
            case action when 'retire' then 1 when 'suspend' then 2 when 'demote_decision' then 3 else 4 end,
            audit_id desc,
            action
    ) = 1
),

-- The clock starts with the first audit of a quarter that is red; to audit again does not start it anew.
reds as (
    select
        answers.metric_id,
        audits.quarter,
        min(audits.as_of) as first_at,
        arg_min(answers.audit_id, audits.as_of) as audit_id,
        arg_min(answers.reason, (audits.as_of, answers.question)) as reason
    from kept_audit_answer as answers
    inner join kept_audit_run as audits using (audit_id)
    where answers.verdict = 'red' and audits.data_finality = 'final' and answers.metric_id != 'catalogue'
    group by answers.metric_id, audits.quarter
),

unanswered as (
    select
        reds.*,
        cast(reds.first_at + interval 30 days as date) as since
    from reds
    cross join run
    where
        reds.first_at + interval 30 days <= run.as_of
        and not exists (
            select 1 from accepted_actions as answered
            where
                answered.metric_id = reds.metric_id
                and answered.accepted_on >= cast(reds.first_at as date)
        )
    -- Audits of a backfill share their instant: the latest quarter says why.
    qualify row_number() over (partition by reds.metric_id order by reds.first_at, reds.quarter desc) = 1
)

select
    metrics.metric_id,
    case
        when last_action.action = 'retire' then 'retired'
        when last_action.action = 'suspend' or unanswered.metric_id is not null then 'suspended'
        when last_action.action = 'demote_decision' then 'demoted'
    end as standing,
    case
        when last_action.action in ('retire', 'suspend') then last_action.accepted_on
        else coalesce(unanswered.since, last_action.accepted_on)
    end as since,
    case
        when unanswered.metric_id is not null and coalesce(last_action.action not in ('retire', 'suspend'), true)
            then 'Audit ' || unanswered.audit_id || ' was not answered within 30 days: ' || unanswered.reason
        else
            'Audit ' || last_action.audit_id || ': ' || replace(last_action.action, '_', ' ') || ', accepted by the '
            || last_action.accepted_by_role || ' (' || replace(last_action.reason, '_', ' ') || ').'
    end as reason
from warehouse.marts.dim_metrics as metrics
left join last_action using (metric_id)
left join unanswered using (metric_id)
where last_action.action in ('retire', 'suspend', 'demote_decision') or unanswered.metric_id is not null;

-- One row per metric that may not show its numbers: what audits say comes before what its sources say.
create or replace temp table hidden_metrics as
select
    metric_id,
    'suspended_by_audit' as status
from audit_standing
where standing in ('suspended', 'retired')
union all
select
    metric_failures.metric_id,
    metric_failures.status
from metric_failures
where metric_failures.metric_id not in (
    select metric_id from audit_standing
    where standing in ('suspended', 'retired')
);
