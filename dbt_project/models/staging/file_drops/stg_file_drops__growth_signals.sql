select
    latest.signal_id,
    latest.person_id,
    latest.dimension,
    latest.signal_kind,
    latest.noted_on,
    latest.has_plan,
    latest.plan_due_on,
    latest.note_length,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'growth_signals'), key='signal_id') }} as latest
