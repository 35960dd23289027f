-- The metric that needs the same streams as a kind of load, and the failure that hides both.
create or replace temp table load_failures as
with needed (load_kind, metric_id) as (
    values
    ('review', 'review_response'),
    ('page', 'pages_per_shift'),
    ('after_hours_page', 'pages_per_shift'),
    ('incident_response', 'incident_recovery'),
    ('support_rota', 'pages_per_shift'),
    ('interrupt', 'wip'),
    ('wip', 'wip')
)

select
    needed.load_kind,
    metric_failures.status
from needed
inner join metric_failures on needed.metric_id = metric_failures.metric_id;
