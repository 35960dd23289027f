-- What is published of a cell that is hidden today, for its source, by an audit or for the people behind it, is what is
-- kept of it: that it cannot be told.
with late as (
    select count(*) as n_later
    from warehouse.marts.metric_snapshots as snapshots
    cross join run
    where snapshots.as_of > run.as_of
),

told as (
    select snapshots.*
    from warehouse.marts.metric_snapshots as snapshots
    cross join run
    cross join late
    left join hidden_cells as failures using (metric_id, team_id, grain, period_start)
    where
        failures.metric_id is null
        or snapshots.as_of != run.as_of
        or snapshots.status in ('not_applicable', 'source_missing')
        or late.n_later > 0
),

last_told as (
    select snapshots.*
    from warehouse.marts.metric_snapshots as snapshots
    cross join run
    where snapshots.as_of < run.as_of
    qualify row_number() over (partition by metric_id, team_id, grain, period_start order by snapshots.as_of desc) = 1
),

hidden as (
    select
        cells.metric_id,
        cells.definition_version,
        cells.team_id,
        cells.grain,
        cells.period_start,
        failures.status,
        cells.finality,
        cells.as_of
    from warehouse.marts.fct_team_metrics as cells
    inner join hidden_cells as failures using (metric_id, team_id, grain, period_start)
    cross join late
    where cells.status not in ('not_applicable', 'source_missing') and late.n_later = 0
)

select * from told
union all by name
select hidden.*
from hidden
left join last_told using (metric_id, team_id, grain, period_start)
where
    hidden.status is distinct from last_told.status
    or hidden.finality is distinct from last_told.finality
    or hidden.definition_version is distinct from last_told.definition_version
