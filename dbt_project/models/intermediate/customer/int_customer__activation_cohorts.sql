-- A day's sign-ups are counted to the end once the last of them had all their days: the eighth day after has begun.
select
    activation.product_activation_id,
    activation.product_id || ':' || activation.activation_event_id || ':' || coalesce(activation.service_id, '')
    || ':' || cast(activation.signed_up_on as {{ dbt.type_string() }}) as cohort_id,
    activation.team_id,
    activation.signed_up_on,
    {{ to_utc('activation.signed_up_on', 'zones.time_zone') }} as started_at,
    activation.signup_count,
    activation.activated_count,
    activation.retained_count,
    {{ to_utc(add_days('activation.signed_up_on', 8), 'zones.time_zone') }} <= {{ as_of() }} as is_mature,
    activation.retained_count is not null
    and {{ to_utc(add_days('activation.signed_up_on', 29), 'zones.time_zone') }} <= {{ as_of() }}
        as is_retention_mature
from {{ ref('stg_file_drops__product_activation') }} as activation
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        activation.team_id = zones.team_id
        and activation.signed_up_on >= zones.valid_from
        and activation.signed_up_on < zones.valid_to
