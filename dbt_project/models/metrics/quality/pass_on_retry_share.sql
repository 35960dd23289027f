with items as (
    select
        pipelines.pipeline_id as item_id,
        pipelines.team_id,
        pipelines.enqueued_at as occurred_at,
        case when pipelines.has_failed then 1 else 0 end as numerator,
        1 as denominator,
        -- A pipeline is nobody's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__team_pipelines') }} as pipelines
    where pipelines.last_verdict = 'passed'
)

{{ ratio_metric('pass_on_retry_share', 'items') }}
