with items as (
    select
        documents.service_id as item_id,
        documents.team_id,
        documents.grain,
        documents.period_start,
        {{ text_literal(none) }} as person_id,
        case when documents.is_fresh then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__documents_at_period_end') }} as documents
    inner join {{ spoken_periods('docs_freshness') }} as periods
        on
            documents.team_id = periods.team_id
            and documents.grain = periods.grain
            and documents.period_start = periods.period_start
)

{{ ratio_metric('docs_freshness', 'items', is_placed=true) }}
