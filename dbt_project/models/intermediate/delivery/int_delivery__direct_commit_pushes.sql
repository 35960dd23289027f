-- Which push brought a default-branch commit: from a push's head back to the head of another push.
with recursive default_pushes as (
    select
        pushes.repository,
        pushes.after_sha,
        min(pushes.pushed_at) as pushed_at
    from {{ ref('stg_github__pushes') }} as pushes
    inner join {{ ref('stg_github__repositories') }} as repositories
        on
            pushes.repository = repositories.repository
            and replace(pushes.ref, 'refs/heads/', '') = repositories.default_branch
    where pushes.pushed_at <= {{ as_of() }} and pushes.activity_type != 'branch_deletion'
    group by pushes.repository, pushes.after_sha
),

edges as (
    select
        links.repository,
        links.commit_sha,
        links.parent_sha
    from {{ split_rows(
        ref('stg_github__commits'), ['repository', 'commit_sha'], 'parent_shas', 'parent_sha'
    ) }} as links
    left join default_pushes
        on links.repository = default_pushes.repository and links.parent_sha = default_pushes.after_sha
    where default_pushes.after_sha is null
),

brought as (
    select
        default_pushes.repository,
        default_pushes.after_sha as commit_sha,
        default_pushes.pushed_at,
        0 as n_steps
    from default_pushes
    {{ union_of_new_rows() }}
    select
        brought.repository,
        edges.parent_sha as commit_sha,
        brought.pushed_at,
        brought.n_steps + 1 as n_steps
    from brought
    inner join edges on brought.repository = edges.repository and brought.commit_sha = edges.commit_sha
    -- A longer push is the import of a history, whose commits were not first seen then.
    where brought.n_steps < 250
)

select
    brought.repository || ':' || brought.commit_sha as commit_id,
    min(brought.pushed_at) as pushed_at
from brought
group by brought.repository, brought.commit_sha
