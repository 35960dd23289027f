-- A job that is tried again is a new job of the same name; the first of each name make the first attempt. What deploys
-- says nothing of the code, and often comes hours later.
{%- set same_job = 'partition by jobs.pipeline_id, jobs.name order by jobs.created_at' %}
with jobs as (
    select
        jobs.pipeline_id,
        jobs.status,
        jobs.created_at,
        jobs.finished_at,
        jobs.status = 'failed' and not coalesce(jobs.may_fail, false) as has_failed,
        row_number() over ({{ same_job }} asc nulls last, jobs.job_id asc nulls last) as place,
        row_number() over ({{ same_job }} desc nulls last, jobs.job_id desc nulls last) as place_from_last
    from {{ ref('stg_gitlab__jobs') }} as jobs
    left join {{ ref('stg_gitlab__deployments') }} as deployments on jobs.job_id = deployments.job_id
    where jobs.status not in ('manual', 'skipped') and deployments.deployment_id is null
),

retried as (
    select distinct pipeline_id
    from jobs
    where place > 1
),

standing as (
    select
        1 as attempt,
        jobs.*
    from jobs
    where jobs.place = 1
    union all
    -- What stands once jobs were tried again: the last of every name.
    select
        2 as attempt,
        jobs.*
    from jobs
    inner join retried on jobs.pipeline_id = retried.pipeline_id
    where jobs.place_from_last = 1
),

attempts as (
    select
        pipeline_id,
        attempt,
        min(case when place > 1 then created_at end) as tried_again_at,
        max(finished_at) as finished_at,
        max(case when finished_at is null then 1 else 0 end) = 1 as is_running,
        case
            when max(case when has_failed then 1 else 0 end) = 1 then 'failed'
            when max(case when status = 'canceled' then 1 else 0 end) = 1 then 'cancelled'
            else 'passed'
        end as verdict
    from standing
    group by pipeline_id, attempt
)

select
    'gitlab:' || cast(pipelines.pipeline_id as {{ dbt.type_string() }}) as pipeline_id,
    pipelines.project as repository,
    'pipeline' as workflow,
    attempts.attempt,
    pipelines.commit_sha,
    pipelines.ref as branch,
    case
        when pipelines.pipeline_source = 'merge_request_event' then 'pull_request'
        when pipelines.pipeline_source = 'push' then 'push'
        else 'other'
    end as started_by,
    coalesce(attempts.tried_again_at, pipelines.created_at) as enqueued_at,
    case when not attempts.is_running then attempts.finished_at end as ended_at,
    case when not attempts.is_running then attempts.verdict end as verdict
from {{ ref('stg_gitlab__pipelines') }} as pipelines
inner join attempts on pipelines.pipeline_id = attempts.pipeline_id
