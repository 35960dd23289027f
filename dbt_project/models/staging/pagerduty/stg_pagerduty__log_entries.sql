{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.log_entry_id,
    latest.incident_id,
    latest.service_id,
    latest.team_ids,
    latest.entry_type,
    latest.created_at,
    latest.agent_type,
    latest.agent_id,
    latest.channel_type,
    latest.assignee_ids,
    latest.notified_user_id,
    latest.notification_type,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'log_entries'), key='log_entry_id') }} as latest
