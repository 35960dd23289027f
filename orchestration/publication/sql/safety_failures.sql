-- What each safety signal is made of, and the worst failure among it: the status it gets instead.
create or replace temp table safety_failures as
with needed_metrics (signal_id, metric_id) as (
    values
    ('silent_reviews', 'review_depth'),
    ('incident_reporting', 'incidents'),
    ('incident_reporting', 'slo_attainment')
),

needed_streams (signal_id, stream) as (
    values
    ('psychological_safety', 'survey_waves'),
    ('psychological_safety', 'survey_items'),
    ('psychological_safety', 'survey_responses'),
    ('metric_use_known', 'survey_waves'),
    ('metric_use_known', 'survey_items'),
    ('metric_use_known', 'survey_responses'),
    ('metric_use_safe_to_report', 'survey_waves'),
    ('metric_use_safe_to_report', 'survey_items'),
    ('metric_use_safe_to_report', 'survey_responses'),
    ('watermelon_status', 'project_statuses'),
    ('risk_raise_lead_time', 'risks'),
    ('risks_by_non_leads', 'risks'),
    ('retro_attendance', 'retrospectives'),
    ('retro_contribution', 'retrospectives'),
    ('retro_actions_by_non_leads', 'retrospectives')
),

found as (
    select needed_metrics.signal_id, failures.status, failures.badness, failures.check_id
    from needed_metrics
    inner join failures on needed_metrics.metric_id = failures.metric_id
    union all
    select needed_streams.signal_id, failures.status, failures.badness, failures.check_id
    from needed_streams
    inner join failures on failures.source = 'file_drops' and needed_streams.stream = failures.stream
)

select
    signal_id,
    status
from found
qualify row_number() over (partition by signal_id order by badness, check_id) = 1;
