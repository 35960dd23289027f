with changes as (
    select
        repository,
        commit_sha,
        path,
        changed_lines
    from {{ ref('stg_git__file_changes') }}
    where changed_lines is not null and not is_generated and not is_vendored
),

changed_ranges as (
    select
        repository,
        commit_sha,
        path,
        cast({{ dbt.split_part('line_range', "'-'", 1) }} as bigint) as first_line,
        cast(
            coalesce(nullif({{ dbt.split_part('line_range', "'-'", 2) }}, ''), line_range) as bigint
        ) as last_line
    from {{ split_rows('changes', ['repository', 'commit_sha', 'path'], 'changed_lines', 'line_range') }} as parts
),

shared_lines as (
    select
        changed_ranges.repository,
        changed_ranges.commit_sha,
        changed_ranges.path,
        measured.kind,
        greatest(
            least(changed_ranges.last_line, measured.last_line)
            - greatest(changed_ranges.first_line, measured.first_line)
            + 1,
            0
        ) as line_count
    from changed_ranges
    inner join {{ ref('int_quality__measured_ranges') }} as measured
        on
            changed_ranges.repository = measured.repository
            and changed_ranges.commit_sha = measured.commit_sha
            and changed_ranges.path = measured.path
)

select
    repository,
    commit_sha,
    path,
    cast(sum(case when kind = 'valid' then line_count else 0 end) as bigint) as changed_lines_valid,
    cast(sum(case when kind = 'covered' then line_count else 0 end) as bigint) as changed_lines_covered
from shared_lines
group by repository, commit_sha, path
