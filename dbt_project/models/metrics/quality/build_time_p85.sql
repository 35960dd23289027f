with items as (
    select
        pipelines.pull_request_pipeline_id as item_id,
        pipelines.team_id,
        pipelines.enqueued_at as occurred_at,
        pipelines.minutes as duration,
        pipelines.is_observed,
        -- A pipeline is nobody's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__pull_request_pipelines') }} as pipelines
    where not pipelines.is_superseded and not pipelines.is_unknown
)

{{ survival_metric('build_time_p85', 'items', quantile=0.85) }}
