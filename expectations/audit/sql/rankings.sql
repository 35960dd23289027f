-- The latest round in which stakeholders ranked what they value, each value at its mean place.
with latest as (
    select ranking_id
    from warehouse.staging.stg_file_drops__value_rankings
    where ranked_on <= $as_of
    group by ranking_id
    order by max(ranked_on) desc, ranking_id desc
    limit 1
)

select
    ranked.value_id,
    max(ranked.metric_id) as metric_id,
    avg(ranked.value_rank) as mean_rank,
    count(distinct ranked.stakeholder_id) as n_stakeholders
from warehouse.staging.stg_file_drops__value_rankings as ranked
inner join latest on ranked.ranking_id = latest.ranking_id
group by ranked.value_id
order by mean_rank, ranked.value_id
