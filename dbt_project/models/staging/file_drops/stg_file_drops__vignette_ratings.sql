select
    latest.vignette_rating_id,
    latest.cycle_id,
    latest.vignette_id,
    latest.rater_id,
    latest.dimension,
    latest.rating_round,
    latest.descriptor,
    latest.rated_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'vignette_ratings'), key='vignette_rating_id') }} as latest
