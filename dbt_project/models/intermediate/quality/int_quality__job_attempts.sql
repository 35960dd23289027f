-- One tool speaks for a repository: GitHub where it has any run of it, else GitLab, else Jenkins.
with github as (
    select
        runs.repository,
        'github:' || cast(jobs.workflow_job_id as {{ dbt.type_string() }}) as job_attempt_id,
        cast(jobs.workflow_run_id as {{ dbt.type_string() }})
        || ':' || cast(jobs.run_attempt as {{ dbt.type_string() }}) as build_run_id,
        runs.head_sha as commit_sha,
        runs.workflow_name as workflow,
        jobs.name as job,
        jobs.conclusion in ('failure', 'timed_out', 'startup_failure') as is_failed,
        jobs.created_at as queued_at,
        jobs.completed_at as ended_at
    from {{ ref('stg_github__workflow_jobs') }} as jobs
    inner join {{ ref('stg_github__workflow_runs') }} as runs
        on jobs.workflow_run_id = runs.workflow_run_id
),

gitlab as (
    select
        coalesce(services.repository, jobs.project) as repository,
        'gitlab:' || cast(jobs.job_id as {{ dbt.type_string() }}) as job_attempt_id,
        cast(jobs.pipeline_id as {{ dbt.type_string() }})
        || ':' || cast(jobs.job_id as {{ dbt.type_string() }}) as build_run_id,
        jobs.commit_sha,
        jobs.stage as workflow,
        jobs.name as job,
        -- Of a job that may fail nobody waits for the verdict.
        jobs.status = 'failed' and not coalesce(jobs.may_fail, false) as is_failed,
        jobs.created_at as queued_at,
        jobs.finished_at as ended_at
    from {{ ref('stg_gitlab__jobs') }} as jobs
    left join {{ ref('stg_file_drops__service_aliases') }} as aliases
        on aliases.source = 'gitlab' and jobs.project = aliases.external_id
    left join {{ ref('stg_file_drops__services') }} as services
        on aliases.service_id = services.service_id
    where coalesce(services.repository, jobs.project) not in (select github.repository from github)
),

-- The name of a branch's job holds that of the branch; the project's does not.
jenkins as (
    select
        builds.repository,
        'jenkins:' || builds.build_id as job_attempt_id,
        builds.project || '#' || cast(builds.number as {{ dbt.type_string() }})
        || '@' || coalesce(builds.commit_sha, '') as build_run_id,
        builds.commit_sha,
        'Jenkins' as workflow,
        builds.project as job,
        builds.result in ('FAILURE', 'UNSTABLE') as is_failed,
        coalesce(builds.enqueued_at, builds.started_at) as queued_at,
        builds.completed_at as ended_at
    from {{ ref('stg_jenkins__builds') }} as builds
    where
        builds.repository not in (select github.repository from github)
        and builds.repository not in (select gitlab.repository from gitlab)
),

attempts as (
    select * from github
    union all
    select * from gitlab
    union all
    select * from jenkins
)

select distinct
    attempts.job_attempt_id,
    attempts.repository,
    attempts.commit_sha,
    attempts.build_run_id,
    attempts.workflow,
    attempts.job,
    coalesce(attempts.is_failed, false) as is_failed,
    attempts.ended_at,
    greatest({{ microseconds_between('attempts.queued_at', 'attempts.ended_at') }}, 0) as microseconds
from attempts
where attempts.ended_at <= {{ as_of() }} and attempts.queued_at is not null
