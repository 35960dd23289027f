-- What a commit waits for: each workflow's first run on it, as far as they were enqueued together.
with runs as (
    select
        repository,
        commit_sha,
        enqueued_at,
        ended_at,
        outcome,
        min(enqueued_at) over (partition by repository, commit_sha) as first_enqueued_at,
        row_number() over (
            partition by repository, commit_sha, workflow
            order by enqueued_at asc nulls last, pipeline_id asc nulls last
        ) as place
    from {{ ref('int_quality__pipeline_runs') }}
    where purpose = 'pull_request' and outcome != 'without_verdict' and commit_sha is not null
),

pipelines as (
    select
        repository,
        commit_sha,
        min(enqueued_at) as enqueued_at,
        max(ended_at) as ended_at,
        max(case when outcome = 'superseded' then 1 else 0 end) = 1 as is_superseded,
        max(case when outcome = 'unknown' then 1 else 0 end) = 1 as is_unknown,
        max(case when outcome = 'running' then 1 else 0 end) = 1 as is_running,
        max(case when outcome = 'abandoned' then 1 else 0 end) = 1 as is_abandoned
    from runs
    where place = 1 and {{ seconds_between('first_enqueued_at', 'enqueued_at') }} <= 600
    group by repository, commit_sha
),

owners as (
    select distinct
        pipelines.repository,
        pipelines.commit_sha,
        owners.team_id
    from pipelines
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on
            pipelines.repository = owners.repository
            and cast(pipelines.enqueued_at as date) >= owners.valid_from
            and cast(pipelines.enqueued_at as date) < owners.valid_to
)

select
    pipelines.repository || ':' || pipelines.commit_sha as pull_request_pipeline_id,
    owners.team_id,
    pipelines.repository,
    pipelines.commit_sha,
    pipelines.enqueued_at,
    case when not pipelines.is_running then pipelines.ended_at end as ended_at,
    pipelines.is_superseded,
    pipelines.is_unknown,
    not pipelines.is_running and not pipelines.is_abandoned and not pipelines.is_superseded as is_observed,
    {{ microseconds_between(
        'pipelines.enqueued_at', 'case when pipelines.is_running then ' ~ as_of() ~ ' else pipelines.ended_at end'
    ) }} / 6e7 as minutes
from pipelines
inner join owners
    on
        pipelines.repository = owners.repository
        and pipelines.commit_sha = owners.commit_sha
