with lines as (
    select
        repository,
        commit_sha,
        committed_at,
        service_id,
        sum(additions + deletions) as changed_lines,
        row_number() over (
            partition by repository, commit_sha
            order by sum(additions + deletions) desc nulls last, service_id asc nulls last
        ) as place
    from {{ ref('int_quality__mainline_file_changes') }}
    where service_id is not null
    group by repository, commit_sha, committed_at, service_id
)

select
    lines.repository || ':' || lines.commit_sha as change_id,
    lines.repository,
    lines.commit_sha,
    lines.committed_at,
    lines.service_id,
    owners.team_id
from lines
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        lines.service_id = owners.service_id
        and cast(lines.committed_at as date) >= owners.valid_from
        and cast(lines.committed_at as date) < owners.valid_to
where lines.place = 1
