-- A day without a row was not counted: it adds neither contacts nor account-days.
select
    contacts.support_contact_id,
    contacts.product_id || ':' || coalesce(contacts.service_id, '')
    || ':' || cast(contacts.contacted_on as {{ dbt.type_string() }}) as support_day_id,
    contacts.team_id,
    contacts.contacted_on,
    {{ to_utc('contacts.contacted_on', 'zones.time_zone') }} as started_at,
    contacts.contact_count,
    contacts.active_account_count
from {{ ref('stg_file_drops__support_contacts') }} as contacts
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        contacts.team_id = zones.team_id
        and contacts.contacted_on >= zones.valid_from
        and contacts.contacted_on < zones.valid_to
where {{ to_utc(add_days('contacts.contacted_on', 1), 'zones.time_zone') }} <= {{ as_of() }}
