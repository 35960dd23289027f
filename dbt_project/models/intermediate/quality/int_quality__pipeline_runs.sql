with attempts as (
    select
        pipeline_id,
        repository,
        workflow,
        commit_sha,
        branch,
        purpose,
        attempt,
        enqueued_at,
        ended_at,
        verdict,
        verdict in ('passed', 'failed') as is_judged
    from {{ ref('int_quality__pipeline_attempts') }}
),

runs as (
    select
        pipeline_id,
        min(repository) as repository,
        min(workflow) as workflow,
        min(commit_sha) as commit_sha,
        min(branch) as branch,
        min(purpose) as purpose,
        min(enqueued_at) as enqueued_at,
        max(ended_at) as last_ended_at,
        min_by(ended_at, attempt) filter (where is_judged and ended_at is not null) as first_verdict_at,
        min_by(verdict, attempt) filter (where is_judged and verdict is not null) as first_verdict,
        max_by(verdict, attempt) filter (where is_judged and verdict is not null) as last_verdict,
        -- Nobody tries again what passed.
        max(case when verdict in ('failed', 'unknown') then 1 else 0 end) = 1 as has_failed,
        max(case when verdict = 'unknown' then 1 else 0 end) = 1 as is_unknown,
        max(case when verdict = 'cancelled' then 1 else 0 end) = 1 as was_cancelled,
        max(case when ended_at is null then 1 else 0 end) = 1 as is_running
    from attempts
    group by pipeline_id
),

followed as (
    select
        *,
        lead(enqueued_at) over (
            partition by repository, workflow, purpose, branch
            order by enqueued_at asc nulls last, pipeline_id asc nulls last
        ) as next_enqueued_at
    from runs
)

select
    pipeline_id,
    repository,
    workflow,
    commit_sha,
    purpose,
    enqueued_at,
    first_verdict_at,
    first_verdict,
    last_verdict,
    has_failed,
    case
        when is_unknown then 'unknown'
        when first_verdict is not null then 'judged'
        when is_running then 'running'
        when was_cancelled and next_enqueued_at <= last_ended_at then 'superseded'
        when was_cancelled then 'abandoned'
        else 'without_verdict'
    end as outcome,
    coalesce(first_verdict_at, case when not is_running then last_ended_at end) as ended_at
from followed
