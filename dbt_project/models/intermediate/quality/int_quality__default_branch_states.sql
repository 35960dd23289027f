{%- set place -%}
    partition by verdicts.repository, verdicts.workflow
    order by verdicts.ended_at asc nulls last, verdicts.run_number asc nulls last, verdicts.attempt asc nulls last
{%- endset %}
with runs as (
    select
        pipeline_id,
        row_number() over (
            partition by repository, workflow order by enqueued_at asc nulls last, pipeline_id asc nulls last
        ) as run_number
    from {{ ref('int_quality__pipeline_runs') }}
    where purpose = 'default_branch'
),

verdicts as (
    select
        attempts.repository,
        attempts.workflow,
        attempts.attempt,
        attempts.ended_at,
        attempts.verdict,
        runs.run_number
    from {{ ref('int_quality__pipeline_attempts') }} as attempts
    inner join runs on attempts.pipeline_id = runs.pipeline_id
    where attempts.verdict in ('passed', 'failed', 'unknown')
),

-- An older commit that is tried again says nothing once a newer one has its verdict.
newest as (
    select
        verdicts.*,
        max(verdicts.run_number) over ({{ place }} rows between unbounded preceding and current row) as newest_run
    from verdicts
),

states as (
    select
        verdicts.repository,
        verdicts.workflow,
        verdicts.verdict,
        verdicts.ended_at as starts_at,
        least(
            coalesce(lead(verdicts.ended_at) over ({{ place }}), {{ as_of() }}),
            {{ add_seconds('verdicts.ended_at', '14 * 86400') }},
            {{ as_of() }}
        ) as ends_at
    from newest as verdicts
    where verdicts.run_number = verdicts.newest_run
)

select
    repository,
    workflow,
    verdict,
    starts_at,
    ends_at
from states
where ends_at > starts_at
