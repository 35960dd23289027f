select
    latest.product_conversion_id,
    latest.product_id,
    latest.funnel_id,
    latest.team_id,
    latest.service_id,
    latest.entered_on,
    latest.entered_count,
    latest.converted_count,
    latest.reversed_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'product_conversion'), key='product_conversion_id') }} as latest
