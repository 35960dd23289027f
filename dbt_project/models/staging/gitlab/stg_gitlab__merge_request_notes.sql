{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.note_id,
    latest.merge_request_id,
    latest.project,
    latest.author_username,
    latest.is_system,
    latest.action,
    latest.note_type,
    latest.created_at,
    latest.updated_at,
    latest.body_length,
    latest.is_resolvable,
    latest.is_resolved,
    latest.resolved_at,
    latest.resolved_by_username,
    latest.added_usernames,
    latest.removed_usernames,
    latest.commit_count,
    latest.short_shas,
    latest.path,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'merge_request_notes'), key='note_id') }} as latest
