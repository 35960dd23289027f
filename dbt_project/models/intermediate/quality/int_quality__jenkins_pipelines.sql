-- Builds of one commit by one job are attempts of one pipeline. What another build or no checkout started is none.
select
    'jenkins:' || builds.job_id || '@' || builds.commit_sha as pipeline_id,
    builds.repository,
    builds.project as workflow,
    row_number() over (
        partition by builds.job_id, builds.commit_sha
        order by builds.started_at asc nulls last, builds.number asc nulls last
    ) as attempt,
    builds.commit_sha,
    builds.branch,
    'branch' as started_by,
    coalesce(builds.enqueued_at, builds.started_at) as enqueued_at,
    case when not builds.is_building then builds.completed_at end as ended_at,
    case
        when builds.is_building then null
        when builds.result = 'SUCCESS' then 'passed'
        when builds.result in ('UNSTABLE', 'FAILURE') then 'failed'
        when builds.result = 'ABORTED' then 'cancelled'
        else 'none'
    end as verdict
from {{ ref('stg_jenkins__builds') }} as builds
where
    builds.repository is not null
    and builds.branch is not null
    and builds.commit_sha is not null
    and builds.upstream_job_id is null
