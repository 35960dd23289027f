select
    funnels.product_conversion_id,
    funnels.product_id || ':' || funnels.funnel_id || ':' || coalesce(funnels.service_id, '')
    || ':' || cast(funnels.entered_on as {{ dbt.type_string() }}) as cohort_id,
    funnels.team_id,
    funnels.entered_on,
    {{ to_utc('funnels.entered_on', 'zones.time_zone') }} as started_at,
    funnels.entered_count,
    funnels.converted_count,
    funnels.reversed_count,
    {{ to_utc(add_days('funnels.entered_on', 31), 'zones.time_zone') }} <= {{ as_of() }} as is_mature
from {{ ref('stg_file_drops__product_conversion') }} as funnels
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        funnels.team_id = zones.team_id
        and funnels.entered_on >= zones.valid_from
        and funnels.entered_on < zones.valid_to
