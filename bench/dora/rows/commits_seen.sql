-- One row per commit of a pull request or of a default branch, with when a server first saw it.
select
    seen.seen_commit_id,
    seen.pull_request_id,
    seen.repository,
    seen.commit_sha,
    seen.is_merge_commit,
    seen.first_seen_at,
    seen.clock_trust
from intermediate.int_delivery__commit_first_seen as seen
