-- One row: how the shares of the five parts add up, over all teams and periods that show them.
with cells as (
    select
        sum(value) as sum_of_shares,
        count(value) as n_shown
    from marts.fct_team_metrics
    where metric_id in ('lt_coding', 'lt_pickup', 'lt_review', 'lt_merge_wait', 'lt_deploy_wait')
    group by team_id, grain, period_start
)

select
    min(sum_of_shares) filter (where n_shown = 5) as least_sum,
    max(sum_of_shares) filter (where n_shown = 5) as greatest_sum,
    count(*) filter (where n_shown between 1 and 4) as cells_with_some_parts_only
from cells
