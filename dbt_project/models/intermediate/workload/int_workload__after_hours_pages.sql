-- In two teams with different holidays it is after hours if it is so in either.
select distinct
    pages.item_id as event_id,
    pages.person_id,
    pages.paged_at as occurred_at
from {{ ref('int_operations__pages') }} as pages
where pages.is_after_hours
