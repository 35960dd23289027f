with named as (
    select
        repository,
        default_branch,
        1 as place
    from {{ ref('stg_github__repositories') }}
    union all
    select
        project as repository,
        default_branch,
        2 as place
    from {{ ref('stg_gitlab__projects') }}
    union all
    select
        repository,
        default_branch,
        3 as place
    from {{ ref('stg_git__repositories') }}
)

select
    repository,
    min_by(default_branch, place) filter (where default_branch is not null) as default_branch
from named
where default_branch is not null
group by repository
