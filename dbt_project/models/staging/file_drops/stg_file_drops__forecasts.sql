select
    latest.forecast_id,
    latest.team_id,
    latest.item_id,
    latest.stated_on,
    latest.forecast_on,
    latest.started_on,
    latest.finished_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'forecasts'), key='forecast_id') }} as latest
