-- One row per commit of a default branch, with the pull request and service it belongs to.
select
    changes.commit_id,
    changes.repository,
    changes.commit_sha,
    changes.pull_request_id,
    changes.is_merge_of_pull_request,
    changes.service_id
from intermediate.int_delivery__commit_changes as changes
