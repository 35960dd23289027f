with merged as (
    select
        pull_requests.pull_request_id,
        pull_requests.repository,
        pull_requests.number,
        pull_requests.merge_commit_sha
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    where pull_requests.merged_at <= {{ as_of() }}
),

by_merge as (
    select
        merged.repository,
        merged.merge_commit_sha as commit_sha,
        min(merged.pull_request_id) as pull_request_id
    from merged
    group by merged.repository, merged.merge_commit_sha
),

by_list as (
    select
        merged.repository,
        listed.commit_sha,
        min(merged.pull_request_id) as pull_request_id
    from merged
    inner join {{ ref('stg_github__pull_request_commits') }} as listed
        on merged.pull_request_id = listed.pull_request_id
    group by merged.repository, listed.commit_sha
),

-- A commit that no pull request brought belongs, as a change without files does, to the whole repository.
whole_repository as (
    select
        services.repository,
        min(services.service_id) as service_id
    from {{ ref('stg_file_drops__services') }} as services
    where services.path_prefix = ''
    group by services.repository
),

resolved as (
    select
        commits.commit_id,
        commits.repository,
        commits.commit_sha,
        commits.author_login,
        commits.committed_at,
        coalesce(commits.parent_shas like '%,%', false) as is_merge_commit,
        by_merge.pull_request_id is not null as is_merge_of_pull_request,
        coalesce(by_merge.pull_request_id, by_list.pull_request_id, by_number.pull_request_id) as pull_request_id
    from {{ ref('stg_github__commits') }} as commits
    left join by_merge
        on commits.repository = by_merge.repository and commits.commit_sha = by_merge.commit_sha
    left join by_list
        on commits.repository = by_list.repository and commits.commit_sha = by_list.commit_sha
    left join merged as by_number
        on commits.repository = by_number.repository and commits.pull_request_number = by_number.number
)

select
    resolved.commit_id,
    resolved.repository,
    resolved.commit_sha,
    resolved.author_login,
    resolved.committed_at,
    resolved.is_merge_commit,
    resolved.is_merge_of_pull_request,
    resolved.pull_request_id,
    case
        when resolved.pull_request_id is null then whole_repository.service_id
        else services.service_id
    end as service_id
from resolved
left join {{ ref('int_ownership__pull_request_services') }} as services
    on resolved.pull_request_id = services.pull_request_id
left join whole_repository on resolved.repository = whole_repository.repository
