-- One row per merged pull request that reverts a change or is labelled as a hotfix.
select
    repairs.pull_request_id,
    repairs.service_id,
    repairs.created_at,
    repairs.merged_at,
    repairs.is_hotfix,
    repairs.reverted_change_id
from intermediate.int_delivery__repairs as repairs
