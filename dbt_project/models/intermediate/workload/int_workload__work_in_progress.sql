-- A day before the end of the week, so that it is in that week by everybody's clock.
select distinct
    snapshots.work_item_id as event_id,
    snapshots.person_id,
    {{ add_seconds('snapshots.counted_at', -86400) }} as occurred_at
from {{ ref('int_delivery__work_items_in_progress_at_period_end') }} as snapshots
where snapshots.grain = 'week' and snapshots.person_id is not null
