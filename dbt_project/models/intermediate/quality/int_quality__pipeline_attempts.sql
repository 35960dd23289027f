-- One tool a repository: who mirrors it elsewhere, or changes the tool, does not run everything twice.
with found as (
    select
        1 as place,
        *
    from {{ ref('int_quality__github_pipelines') }}
    union all
    select
        2 as place,
        *
    from {{ ref('int_quality__gitlab_pipelines') }}
    union all
    select
        3 as place,
        *
    from {{ ref('int_quality__jenkins_pipelines') }}
),

tools as (
    select
        repository,
        min(place) as place
    from found
    group by repository
)

select
    found.pipeline_id || ':' || cast(found.attempt as {{ dbt.type_string() }}) as pipeline_attempt_id,
    found.pipeline_id,
    found.repository,
    found.workflow,
    found.attempt,
    found.commit_sha,
    found.branch,
    case
        when found.started_by = 'pull_request' then 'pull_request'
        when found.started_by in ('push', 'branch') and found.branch = default_branches.default_branch
            then 'default_branch'
        when found.started_by = 'branch' and found.branch != default_branches.default_branch then 'pull_request'
        else 'other'
    end as purpose,
    found.enqueued_at,
    case when found.ended_at <= {{ as_of() }} then found.ended_at end as ended_at,
    case when found.ended_at <= {{ as_of() }} then found.verdict end as verdict
from found
inner join tools on found.repository = tools.repository and found.place = tools.place
left join {{ ref('int_quality__default_branches') }} as default_branches
    on found.repository = default_branches.repository
where found.enqueued_at <= {{ as_of() }}
