with deployed as (
    select
        seen.repository || ':' || seen.commit_sha || ':' || changes.service_id as commit_service_id,
        seen.repository,
        seen.commit_sha,
        seen.pull_request_id,
        seen.person_id,
        seen.clock_trust,
        changes.service_id,
        changes.team_id,
        changes.deployment_service_id,
        changes.sequence_number,
        changes.finished_at,
        -- Stacked pull requests list the same commit; it was seen once and deployed once.
        min(seen.first_seen_at) over (
            partition by seen.repository, seen.commit_sha, changes.service_id
        ) as first_seen_at,
        row_number() over (
            partition by seen.repository, seen.commit_sha, changes.service_id
            order by changes.sequence_number nulls last, seen.pull_request_id nulls last
        ) as place
    from {{ ref('int_delivery__commit_first_seen') }} as seen
    inner join {{ ref('int_delivery__deployed_changes') }} as changes
        on coalesce(seen.pull_request_id, seen.seen_commit_id) = changes.change_id
    where not seen.is_merge_commit
)

select
    deployed.commit_service_id,
    deployed.repository,
    deployed.commit_sha,
    deployed.pull_request_id,
    deployed.person_id,
    deployed.service_id,
    deployed.team_id,
    deployed.deployment_service_id,
    deployed.clock_trust,
    deployed.first_seen_at,
    deployed.finished_at,
    {{ seconds_between('deployed.first_seen_at', 'deployed.finished_at') }} / 3600 as hours
from deployed
where deployed.place = 1 and {{ is_within_look_back('deployed') }}
