select
    latest.generated_path_id,
    latest.pattern,
    latest.repository,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'generated_paths'), key='generated_path_id') }} as latest
