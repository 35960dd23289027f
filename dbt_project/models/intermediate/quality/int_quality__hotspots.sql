with monthly as (
    select
        repository,
        path,
        month_number,
        count(distinct commit_sha) as n_changes
    from {{ ref('int_quality__mainline_file_changes') }}
    group by repository, path, month_number
),

months as (
    select distinct
        repository,
        month_number
    from monthly
),

scored as (
    select
        months.repository,
        months.month_number,
        monthly.path,
        cast(sum(monthly.n_changes) as bigint) as n_changes,
        max(complexities.complexity) as complexity
    from months
    inner join monthly
        on
            months.repository = monthly.repository
            and months.month_number - 12 <= monthly.month_number
            and months.month_number > monthly.month_number
    inner join {{ ref('int_quality__file_complexities') }} as complexities
        on
            monthly.repository = complexities.repository
            and monthly.path = complexities.path
    group by months.repository, months.month_number, monthly.path
)

select
    repository,
    month_number,
    path,
    n_changes,
    complexity,
    row_number() over (
        partition by repository, month_number
        order by n_changes * complexity desc nulls last, path asc nulls last
    ) as place,
    count(*) over (partition by repository, month_number) as n_files
from scored
