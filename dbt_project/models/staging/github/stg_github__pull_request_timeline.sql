{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.event_id,
    latest.pull_request_id,
    latest.repository,
    latest.event_type,
    latest.created_at,
    latest.actor_login,
    latest.actor_type,
    latest.reviewer_login,
    latest.reviewer_team_slug,
    latest.before_sha,
    latest.after_sha,
    latest.extracted_at
from {{ latest_versions(source('github', 'pull_request_timeline'), key='event_id') }} as latest
