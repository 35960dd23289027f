-- A file that some report measured once, and that does not count here, was taken out of what is measured.
with known as (
    select distinct
        repository,
        path
    from {{ ref('stg_coverage_reports__file_coverage') }}
),

counted as (
    select
        files.repository,
        files.commit_sha,
        files.path
    from {{ ref('int_quality__mainline_file_changes') }} as files
    inner join {{ ref('int_quality__diff_coverage') }} as measured
        on
            files.repository = measured.repository
            and files.commit_sha = measured.commit_sha
            and files.path = measured.path
),

excluded as (
    select
        files.repository || ':' || files.commit_sha as change_id,
        cast(sum(files.additions) as bigint) as excluded_lines
    from {{ ref('stg_git__file_changes') }} as files
    inner join known on files.repository = known.repository and files.path = known.path
    left join counted
        on
            files.repository = counted.repository
            and files.commit_sha = counted.commit_sha
            and files.path = counted.path
    where counted.path is null
    group by files.repository || ':' || files.commit_sha
)

select
    weeks.team_id,
    weeks.week_start,
    changes.change_id,
    changes.coverable_lines,
    changes.covered_lines,
    coalesce(excluded.excluded_lines, 0) as excluded_lines,
    cast(null as bigint) as assertion_free_tests,
    cast(null as bigint) as changed_tests,
    cast(null as double) as mutation_score
from {{ ref('int_quality__measured_changes') }} as changes
inner join {{ observed_weeks() }} as weeks
    on
        changes.team_id = weeks.team_id
        and changes.committed_at >= weeks.starts_at_utc
        and changes.committed_at < weeks.ends_at_utc
left join excluded on changes.change_id = excluded.change_id
where changes.coverable_lines is not null
