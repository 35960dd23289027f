{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.issue_change_id,
    latest.issue_id,
    latest.project_key,
    latest.history_id,
    latest.field,
    latest.from_id,
    latest.from_value,
    latest.to_id,
    latest.to_value,
    latest.changed_at,
    latest.author_account,
    latest.extracted_at
from {{ latest_versions(source('jira', 'issue_changes'), key='issue_change_id') }} as latest
