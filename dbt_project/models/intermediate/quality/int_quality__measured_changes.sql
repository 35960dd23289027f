with files as (
    select
        changes.repository,
        changes.commit_sha,
        cast(sum(measured.changed_lines_valid) as bigint) as coverable_lines,
        cast(sum(measured.changed_lines_covered) as bigint) as covered_lines
    from {{ ref('int_quality__mainline_file_changes') }} as changes
    inner join {{ ref('int_quality__diff_coverage') }} as measured
        on
            changes.repository = measured.repository
            and changes.commit_sha = measured.commit_sha
            and changes.path = measured.path
    group by changes.repository, changes.commit_sha
)

select
    changes.change_id,
    changes.team_id,
    changes.committed_at,
    files.coverable_lines,
    files.covered_lines
from {{ ref('int_quality__mainline_changes') }} as changes
left join files
    on
        changes.repository = files.repository
        and changes.commit_sha = files.commit_sha
