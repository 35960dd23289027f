{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.slo_event_id,
    latest.slo_id,
    latest.hour_start,
    latest.good_events,
    latest.valid_events,
    latest.extracted_at
from {{ latest_versions(source('prometheus', 'slo_events'), key='slo_event_id') }} as latest
