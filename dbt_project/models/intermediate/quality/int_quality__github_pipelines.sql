with jobs as (
    select
        workflow_run_id,
        run_attempt,
        max(completed_at) as completed_at
    from {{ ref('stg_github__workflow_jobs') }}
    group by workflow_run_id, run_attempt
),

landed as (
    select
        attempts.workflow_run_id,
        attempts.run_attempt,
        attempts.run_started_at,
        attempts.status,
        attempts.conclusion,
        -- The run itself may be touched long after its last job ended.
        coalesce(jobs.completed_at, attempts.updated_at) as ended_at,
        min(attempts.run_attempt) over (partition by attempts.workflow_run_id) as first_attempt
    from {{ ref('stg_github__workflow_run_attempts') }} as attempts
    left join jobs
        on
            attempts.workflow_run_id = jobs.workflow_run_id
            and attempts.run_attempt = jobs.run_attempt
),

attempts as (
    select
        workflow_run_id,
        run_attempt,
        case when run_attempt > 1 then run_started_at end as tried_again_at,
        case when status = 'completed' then ended_at end as ended_at,
        case
            when status != 'completed' then null
            when conclusion in ('success', 'neutral') then 'passed'
            when conclusion in ('failure', 'timed_out', 'startup_failure') then 'failed'
            when conclusion = 'cancelled' then 'cancelled'
            else 'none'
        end as verdict
    from landed
    union all
    -- Of a run that was tried again before the first extraction only the latest attempt may be landed.
    select distinct
        workflow_run_id,
        1 as run_attempt,
        cast(null as timestamp) as tried_again_at,
        cast(null as timestamp) as ended_at,
        'unknown' as verdict
    from landed
    where first_attempt > 1
)

select
    'github:' || cast(runs.workflow_run_id as {{ dbt.type_string() }}) as pipeline_id,
    runs.repository,
    runs.workflow_name as workflow,
    attempts.run_attempt as attempt,
    runs.head_sha as commit_sha,
    runs.head_branch as branch,
    case
        when runs.event = 'pull_request' then 'pull_request'
        when runs.event = 'push' then 'push'
        else 'other'
    end as started_by,
    coalesce(attempts.tried_again_at, runs.created_at) as enqueued_at,
    case when attempts.verdict = 'unknown' then runs.created_at else attempts.ended_at end as ended_at,
    attempts.verdict
from {{ ref('stg_github__workflow_runs') }} as runs
inner join attempts on runs.workflow_run_id = attempts.workflow_run_id
