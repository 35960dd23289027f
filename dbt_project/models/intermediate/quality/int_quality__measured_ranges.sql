-- Several jobs may measure one commit: a line is covered if it was run in any of them.
with listed as (
    select
        repository,
        commit_sha,
        path,
        'covered' as kind,
        covered_lines as line_ranges
    from {{ ref('stg_coverage_reports__file_coverage') }}
    union all
    select
        repository,
        commit_sha,
        path,
        'valid' as kind,
        covered_lines || ',' || uncovered_lines as line_ranges
    from {{ ref('stg_coverage_reports__file_coverage') }}
),

-- Each range once: of two equal ones, two windows could take either first, and an island would fall apart.
ranges as (
    select distinct
        repository,
        commit_sha,
        path,
        kind,
        cast({{ dbt.split_part('line_range', "'-'", 1) }} as bigint) as first_line,
        -- A range of one line is that line alone.
        cast(
            coalesce(nullif({{ dbt.split_part('line_range', "'-'", 2) }}, ''), line_range) as bigint
        ) as last_line
    from {{ split_rows('listed', ['repository', 'commit_sha', 'path', 'kind'], 'line_ranges', 'line_range') }} as parts
),

marked as (
    select
        *,
        max(last_line) over (
            partition by repository, commit_sha, path, kind
            order by first_line asc nulls last, last_line asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as last_line_before
    from ranges
),

islands as (
    select
        *,
        sum(case when last_line_before >= first_line - 1 then 0 else 1 end) over (
            partition by repository, commit_sha, path, kind
            order by first_line asc nulls last, last_line asc nulls last
            rows between unbounded preceding and current row
        ) as island
    from marked
)

select
    repository,
    commit_sha,
    path,
    kind,
    min(first_line) as first_line,
    max(last_line) as last_line
from islands
group by repository, commit_sha, path, kind, island
