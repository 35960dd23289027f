/*
name: Median hours from opening a pull request to its first review
direction: down
scale: log
hardened: [lt_pickup, review_response]
*/
with firsts as (
    select pull_request_id, min(submitted_at) as first_review_at
    from staging.stg_github__pull_request_reviews
    group by pull_request_id
),

items as (
    select
        sizes.team_id,
        sizes.merged_at as occurred_at,
        greatest(date_diff('second', changes.created_at, firsts.first_review_at) / 3600, 0) as hours
    from intermediate.int_delivery__change_sizes as sizes
    inner join staging.stg_github__pull_requests as changes on sizes.pull_request_id = changes.pull_request_id
    inner join firsts on sizes.pull_request_id = firsts.pull_request_id
    where sizes.is_human
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    median(items.hours) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
