with branch_pushes as (
    select
        pushes.repository,
        replace(pushes.ref, 'refs/heads/', '') as branch,
        pushes.after_sha,
        min(pushes.pushed_at) as pushed_at
    from {{ ref('stg_github__pushes') }} as pushes
    where
        pushes.activity_type in ('push', 'force_push', 'branch_creation')
        and pushes.pushed_at <= {{ as_of() }}
    group by pushes.repository, pushes.ref, pushes.after_sha
),

pull_request_commits as (
    select
        commits.pull_request_id,
        commits.repository,
        commits.commit_sha,
        commits.author_login,
        commits.parent_count,
        pull_requests.created_at,
        -- A push whose head is this commit, or a later one of the same pull request, brought this commit.
        min(branch_pushes.pushed_at) over (
            partition by commits.pull_request_id
            order by commits.position nulls last
            rows between current row and unbounded following
        ) as pushed_at
    from {{ ref('stg_github__pull_request_commits') }} as commits
    inner join {{ ref('stg_github__pull_requests') }} as pull_requests
        on commits.pull_request_id = pull_requests.pull_request_id
    left join branch_pushes
        on
            commits.repository = branch_pushes.repository
            and pull_requests.head_branch = branch_pushes.branch
            and commits.commit_sha = branch_pushes.after_sha
    where pull_requests.created_at <= {{ as_of() }}
),

seen as (
    select
        pull_request_commits.pull_request_id || ':' || pull_request_commits.commit_sha as seen_commit_id,
        pull_request_commits.pull_request_id,
        pull_request_commits.repository,
        pull_request_commits.commit_sha,
        pull_request_commits.author_login,
        pull_request_commits.parent_count >= 2 as is_merge_commit,
        coalesce(pull_request_commits.pushed_at, pull_request_commits.created_at) as first_seen_at,
        'server' as clock_trust
    from pull_request_commits
    union all
    select
        changes.commit_id as seen_commit_id,
        null as pull_request_id,
        changes.repository,
        changes.commit_sha,
        changes.author_login,
        changes.is_merge_commit,
        coalesce(direct.pushed_at, changes.committed_at) as first_seen_at,
        case when direct.pushed_at is null then 'client' else 'server' end as clock_trust
    from {{ ref('int_delivery__commit_changes') }} as changes
    left join {{ ref('int_delivery__direct_commit_pushes') }} as direct
        on changes.commit_id = direct.commit_id
    where changes.pull_request_id is null
)

select
    seen.seen_commit_id,
    seen.pull_request_id,
    seen.repository,
    seen.commit_sha,
    accounts.person_id,
    seen.is_merge_commit,
    seen.first_seen_at,
    seen.clock_trust
from seen
left join {{ ref('int_identity__accounts') }} as accounts
    on seen.author_login = accounts.login and accounts.is_human
