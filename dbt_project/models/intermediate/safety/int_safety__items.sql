with items as (
    select
        all_items.*,
        count(*) over (partition by all_items.survey_id, all_items.instrument) as n_asked
    from {{ ref('stg_file_drops__survey_items') }} as all_items
)

select
    items.survey_item_id,
    items.survey_id,
    items.item_slot,
    case
        when items.instrument = 'psychological_safety' then 'psychological_safety'
        when items.topic = 'knows_use' then 'metric_use_known'
        else 'metric_use_safe_to_report'
    end as signal_id,
    items.scale_min,
    items.scale_max,
    items.is_reverse_keyed,
    items.n_asked
from items
where
    items.instrument = 'psychological_safety'
    or (items.instrument = 'metric_use' and items.topic in ('knows_use', 'safe_to_report'))
