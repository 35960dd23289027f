select distinct
    pages.item_id as event_id,
    pages.person_id,
    pages.paged_at as occurred_at
from {{ ref('int_operations__pages') }} as pages
