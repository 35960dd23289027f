select
    forecasts.forecast_id,
    forecasts.team_id,
    {{ to_utc(add_seconds('cast(forecasts.forecast_on as timestamp)', 43200), 'zones.time_zone') }} as due_at,
    coalesce(forecasts.finished_on <= forecasts.forecast_on, false) as is_kept,
    -- Until the stated day has passed only the early ones are decided, and they are all kept.
    forecasts.forecast_on < {{ local_date(as_of(), 'zones.time_zone') }} as is_due
from {{ ref('stg_file_drops__forecasts') }} as forecasts
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        forecasts.team_id = zones.team_id
        and forecasts.forecast_on >= zones.valid_from
        and forecasts.forecast_on < zones.valid_to
where
    -- A day is all the file tells: what was stated on the day work began may have been stated after it.
    forecasts.stated_on < coalesce(forecasts.started_on, forecasts.finished_on, cast('9999-12-31' as date))
