with hotspots as (
    select
        repository,
        month_number,
        path
    from {{ ref('int_quality__hotspots') }}
    -- The top tenth, and at least one.
    where place = 1 or place * 10 <= n_files
),

-- Where nothing is known of a repository's files, no change is known to keep away from hotspots.
known as (
    select distinct
        repository,
        month_number
    from hotspots
),

touched as (
    select
        files.repository,
        files.commit_sha,
        max(case when hotspots.path is null then 0 else 1 end) = 1 as is_hotspot_change
    from {{ ref('int_quality__mainline_file_changes') }} as files
    inner join known
        on
            files.repository = known.repository
            and files.month_number = known.month_number
    left join hotspots
        on
            files.repository = hotspots.repository
            and files.month_number = hotspots.month_number
            and files.path = hotspots.path
    group by files.repository, files.commit_sha
)

select
    changes.change_id,
    changes.team_id,
    changes.committed_at,
    touched.is_hotspot_change
from {{ ref('int_quality__mainline_changes') }} as changes
left join touched
    on
        changes.repository = touched.repository
        and changes.commit_sha = touched.commit_sha
