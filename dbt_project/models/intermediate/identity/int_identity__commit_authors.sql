-- A commit is listed by its pull request, and again once it has reached the default branch.
with listed as (
    select
        commits.repository,
        commits.commit_sha,
        commits.author_login
    from {{ ref('stg_github__pull_request_commits') }} as commits
    union all
    select
        commits.repository,
        commits.commit_sha,
        commits.author_login
    from {{ ref('stg_github__commits') }} as commits
)

select
    listed.repository,
    listed.commit_sha,
    min(accounts.person_id) as person_id
from listed
left join {{ ref('int_identity__accounts') }} as accounts
    on listed.author_login = accounts.login and accounts.is_human
group by listed.repository, listed.commit_sha
