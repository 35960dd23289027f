-- Cells of the metrics about how people behave. What is not applicable or never came is no cell.
select
    cells.metric_id as measure,
    cells.team_id,
    cells.grain,
    cells.period_start,
    cells.period_start + case cells.grain
        when 'quarter' then interval 3 months
        when 'month' then interval 1 month
        else interval 7 days
    end as period_end,
    cells.n_people as n_contributors,
    cells.status = 'suppressed_privacy' as is_withheld,
    cells.status not in ('suppressed_privacy', 'ok', 'provisional', 'insufficient_n', 'not_reached') as is_unsaid
from {origin}.marts.fct_team_metrics as cells
inner join warehouse.intermediate.int_metrics__rules as rules
    on cells.metric_id = rules.metric_id and cells.grain = rules.grain and rules.is_behavioural
where cells.status not in ('not_applicable', 'source_missing')
