-- A renamed file is changed under its old name and goes on under the new one.
with looks as (
    select
        repository,
        path_before as path,
        commit_sha,
        committed_at,
        deletions,
        case when path_before = path then additions end as additions,
        0 as is_new_name
    from {{ ref('int_quality__mainline_file_changes') }}
    union all
    select
        repository,
        path,
        commit_sha,
        committed_at,
        0 as deletions,
        additions,
        1 as is_new_name
    from {{ ref('int_quality__mainline_file_changes') }}
    where path_before != path
),

followed as (
    select
        *,
        lead(committed_at) over (
            partition by repository, path
            order by committed_at asc nulls last, commit_sha asc nulls last, is_new_name asc nulls last
        ) as next_at,
        lead(deletions) over (
            partition by repository, path
            order by committed_at asc nulls last, commit_sha asc nulls last, is_new_name asc nulls last
        ) as next_deletions
    from looks
),

written as (
    select
        repository,
        commit_sha,
        cast(sum(additions) as bigint) as written_lines,
        cast(sum(
            case
                when {{ seconds_between('committed_at', 'next_at') }} <= 21 * 86400
                    then least(additions, next_deletions)
                else 0
            end
        ) as bigint) as rewritten_lines
    from followed
    where additions is not null
    group by repository, commit_sha
)

select
    changes.change_id,
    changes.team_id,
    changes.committed_at,
    written.written_lines,
    written.rewritten_lines,
    -- A younger change may still be rewritten.
    {{ seconds_between('changes.committed_at', as_of()) }} >= 21 * 86400 as is_mature
from {{ ref('int_quality__mainline_changes') }} as changes
inner join written
    on
        changes.repository = written.repository
        and changes.commit_sha = written.commit_sha
