/*
name: Reviews and comments for each merged pull request
direction: up
scale: none
hardened: [review_depth]
*/
with comments as (
    select pull_request_id, count(*) + sum(coalesce(comment_count, 0)) as n_comments
    from staging.stg_github__pull_request_reviews
    group by pull_request_id
),

items as (
    select
        sizes.team_id,
        sizes.merged_at as occurred_at,
        coalesce(comments.n_comments, 0) as n_comments
    from intermediate.int_delivery__change_sizes as sizes
    left join comments on sizes.pull_request_id = comments.pull_request_id
    where sizes.is_human
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(items.n_comments) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
