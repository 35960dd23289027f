select
    latest.oncall_checklist_id,
    latest.team_id,
    latest.assessed_on,
    latest.item,
    latest.is_met,
    latest.evidence_url,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'oncall_checklists'), key='oncall_checklist_id') }} as latest
