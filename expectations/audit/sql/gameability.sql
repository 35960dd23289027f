-- The worst the red team found of a metric at the quarter, over attacks and sizes of teams.
select
    metric_id,
    arg_max(verdict, badness) as verdict
from (
    select
        metric_id,
        verdict,
        case verdict
            when 'narrow' then 4 when 'fragile' then 3 when 'sustained_gameable' then 2 when 'robust' then 1 else 5
        end as badness
    from warehouse.marts.gameability
    where grain = 'quarter'
)
group by metric_id
order by metric_id
