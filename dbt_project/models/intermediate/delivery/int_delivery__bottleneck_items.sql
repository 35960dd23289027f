-- Everything that may have cost a team time, in one form. Whoever owns any service of a repository is held up by it,
-- once, however many of its services it owns on the day.
with repository_owners as (
    select distinct
        owners.repository,
        owners.team_id,
        owners.valid_from,
        owners.valid_to
    from {{ ref('int_ownership__service_owners') }} as owners
),

builds as (
    select distinct
        'recurring_build_failure' as kind,
        owners.team_id,
        attempts.job_attempt_id as item_id,
        attempts.ended_at as occurred_at,
        attempts.repository,
        attempts.repository || ': job ' || attempts.job || ' of ' || attempts.workflow as subject,
        attempts.repository || '/' || attempts.workflow || '/' || attempts.job as subject_id,
        'build_run' as evidence_kind,
        attempts.build_run_id as evidence_id,
        attempts.commit_sha as occasion,
        authors.person_id,
        case when attempts.is_failed then 1 else 0 end as n_items,
        case when attempts.is_failed then attempts.microseconds else 0 end as microseconds,
        attempts.microseconds as whole_microseconds
    from {{ ref('int_quality__job_attempts') }} as attempts
    inner join repository_owners as owners
        on
            attempts.repository = owners.repository
            and cast(attempts.ended_at as date) >= owners.valid_from
            and cast(attempts.ended_at as date) < owners.valid_to
    left join {{ ref('int_identity__commit_authors') }} as authors
        on attempts.repository = authors.repository and attempts.commit_sha = authors.commit_sha
),

review_waits as (
    select
        'long_review_wait' as kind,
        waits.team_id,
        waits.review_request_team_id as item_id,
        waits.started_at as occurred_at,
        waits.repository,
        waits.repository || ': requested reviews' as subject,
        waits.repository as subject_id,
        'change' as evidence_kind,
        waits.change_number as evidence_id,
        waits.change_number as occasion,
        waits.person_id,
        case when waits.microseconds > 8 * 3600000000 then 1 else 0 end as n_items,
        greatest(waits.microseconds - 8 * 3600000000, 0) as microseconds,
        waits.microseconds as whole_microseconds
    from {{ ref('int_collaboration__review_waits') }} as waits
),

-- Every stage of a change is a part of its lead time, so that the parts of all stages are the whole.
stages as (
    select
        'queue_stage' as kind,
        parts.team_id,
        parts.pull_request_id || ':' || parts.stage_name as item_id,
        parts.finished_at as occurred_at,
        parts.repository,
        parts.stage_name as subject,
        parts.stage_name as subject_id,
        'change' as evidence_kind,
        parts.change_number as evidence_id,
        parts.change_number as occasion,
        parts.person_id,
        case when parts.is_queue and parts.microseconds > 0 then 1 else 0 end as n_items,
        case when parts.is_queue then parts.microseconds else 0 end as microseconds,
        parts.microseconds as whole_microseconds
    from {{ ref('int_delivery__stage_times') }} as parts
),

tests as (
    select distinct
        'flaky_test' as kind,
        owners.team_id,
        coalesce(tests.test_id || ':', '') || tests.repository || ':' || tests.test_run_id as item_id,
        tests.occurred_at,
        tests.repository,
        tests.repository || ': test ' || tests.test_words as subject,
        tests.test_id as subject_id,
        'test_run' as evidence_kind,
        tests.test_run_id as evidence_id,
        tests.commit_sha as occasion,
        authors.person_id,
        tests.n_reruns as n_items,
        tests.rerun_microseconds as microseconds,
        tests.whole_microseconds
    from {{ ref('int_quality__test_costs') }} as tests
    inner join repository_owners as owners
        on
            tests.repository = owners.repository
            and cast(tests.occurred_at as date) >= owners.valid_from
            and cast(tests.occurred_at as date) < owners.valid_to
    left join {{ ref('int_identity__commit_authors') }} as authors
        on tests.repository = authors.repository and tests.commit_sha = authors.commit_sha
),

items as (
    select * from builds
    union all
    select * from review_waits
    union all
    select * from stages
    union all
    select * from tests
)

select
    items.kind,
    items.team_id,
    items.item_id,
    periods.period_start as quarter_start,
    periods.is_closed,
    items.repository,
    items.subject,
    items.subject_id,
    items.evidence_kind,
    items.evidence_id,
    items.occasion,
    items.person_id,
    items.occurred_at,
    items.n_items,
    items.microseconds,
    items.whole_microseconds
from items
inner join {{ ref('int_calendar__periods') }} as periods
    on
        items.team_id = periods.team_id
        and periods.grain = 'quarter'
        and items.occurred_at >= periods.starts_at_utc
        and items.occurred_at < periods.ends_at_utc
