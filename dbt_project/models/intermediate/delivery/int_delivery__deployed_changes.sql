-- A pull request arrives in production with its merge commit; a commit without one by itself.
select
    coalesce(changes.pull_request_id, changes.commit_id) as change_id,
    changes.pull_request_id,
    changes.repository,
    changes.commit_sha,
    deployed.service_id,
    deployed.deployment_service_id,
    deployed.sequence_number,
    deployed.finished_at,
    deployed.team_id
from {{ ref('int_delivery__commit_changes') }} as changes
inner join {{ ref('int_delivery__deployment_commits') }} as deployed
    on
        changes.repository = deployed.repository
        and changes.commit_sha = deployed.commit_sha
        and changes.service_id = deployed.service_id
where changes.is_merge_of_pull_request or changes.pull_request_id is null
