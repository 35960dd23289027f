{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.deployment_status_id,
    latest.deployment_id,
    latest.repository,
    latest.state,
    latest.created_at,
    latest.creator_login,
    latest.extracted_at
from {{ latest_versions(source('github', 'deployment_statuses'), key='deployment_status_id') }} as latest
