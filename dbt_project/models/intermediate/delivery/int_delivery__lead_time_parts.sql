with changes as (
    select
        times.*,
        deployed.service_id,
        deployed.team_id,
        deployed.sequence_number,
        deployed.finished_at
    from {{ ref('int_delivery__pull_request_times') }} as times
    inner join {{ ref('int_delivery__deployed_changes') }} as deployed
        on times.pull_request_id = deployed.pull_request_id
),

-- Each boundary lies between the one before it and the next known one, so that no part is negative.
readied as (
    select
        changes.*,
        greatest(
            changes.first_seen_at,
            least(changes.ready_at, coalesce(changes.first_review_at, changes.merged_at), changes.finished_at)
        ) as ready_boundary
    from changes
    where {{ is_within_look_back('changes') }}
),

reviewed as (
    select
        readied.*,
        case
            when readied.is_reviewed then greatest(
                readied.ready_boundary, least(readied.first_review_at, readied.decided_at, readied.finished_at)
            )
        end as review_boundary
    from readied
),

decided as (
    select
        reviewed.*,
        case
            when reviewed.is_reviewed then greatest(
                reviewed.review_boundary, least(reviewed.decided_at, reviewed.merged_at, reviewed.finished_at)
            )
        end as decision_boundary
    from reviewed
),

merged as (
    select
        decided.*,
        greatest(
            coalesce(decided.decision_boundary, decided.ready_boundary),
            least(decided.merged_at, decided.finished_at)
        ) as merge_boundary
    from decided
)

select
    merged.pull_request_id,
    merged.repository,
    merged.person_id,
    merged.service_id,
    merged.team_id,
    merged.is_reviewed,
    merged.first_seen_at,
    merged.finished_at,
    {{ microseconds_between('merged.first_seen_at', 'merged.ready_boundary') }} as coding_microseconds,
    {{ microseconds_between('merged.ready_boundary', 'merged.review_boundary') }} as pickup_microseconds,
    {{ microseconds_between('merged.review_boundary', 'merged.decision_boundary') }} as review_microseconds,
    {{ microseconds_between(
        'coalesce(merged.decision_boundary, merged.ready_boundary)', 'merged.merge_boundary'
    ) }} as merge_wait_microseconds,
    {{ microseconds_between('merged.merge_boundary', 'merged.finished_at') }} as deploy_wait_microseconds,
    {{ microseconds_between('merged.first_seen_at', 'merged.finished_at') }} as total_microseconds
from merged
