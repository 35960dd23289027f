select
    latest.note_id,
    latest.issue_id,
    latest.project,
    latest.author_username,
    latest.is_system,
    latest.action,
    latest.note_type,
    latest.created_at,
    latest.updated_at,
    latest.body_length,
    latest.added_usernames,
    latest.removed_usernames,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'issue_notes'), key='note_id') }} as latest
