-- One row per window that may not show its numbers: for what the metric of the same streams lacks, or for the people
-- behind it.
create or replace temp table hidden_loads as
with needed (load_kind, metric_id) as (
    values
    ('review', 'review_response'),
    ('page', 'pages_per_shift'),
    ('after_hours_page', 'pages_per_shift'),
    ('incident_response', 'incident_recovery'),
    ('support_rota', 'pages_per_shift'),
    ('interrupt', 'wip'),
    ('wip', 'wip')
),

loads as (
    select
        'rpt_workload_distribution' as table_name,
        'workload: ' || load_kind as measure,
        team_id,
        load_kind,
        window_start
    from warehouse.marts.rpt_workload_distribution
    union all
    select
        'rpt_team_workload' as table_name,
        'team workload: ' || load_kind as measure,
        team_id,
        load_kind,
        window_start
    from warehouse.marts.rpt_team_workload
)

select
    loads.table_name,
    loads.team_id,
    loads.load_kind,
    loads.window_start,
    coalesce(metric_failures.status, 'suppressed_privacy') as status
from loads
left join needed on loads.load_kind = needed.load_kind
left join metric_failures on needed.metric_id = metric_failures.metric_id
left join withheld
    on
        loads.table_name = withheld.table_name
        and loads.measure = withheld.measure
        and loads.team_id = withheld.team_id
        and loads.window_start = withheld.period_start
where metric_failures.metric_id is not null or withheld.measure is not null;
