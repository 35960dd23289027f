with items as (
    select
        changes.change_id as item_id,
        changes.team_id,
        changes.committed_at as occurred_at,
        case when changes.is_hotspot_change then 1 else 0 end as numerator,
        1 as denominator,
        -- A change is the team's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__hotspot_changes') }} as changes
    where changes.is_hotspot_change is not null
)

{{ ratio_metric('hotspot_change_share', 'items') }}
