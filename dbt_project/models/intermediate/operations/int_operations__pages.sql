-- A page is an incident and a person it interrupted: being told again of the same one is the same page.
with paged as (
    select
        entries.incident_id,
        entries.notified_user_id as user_id,
        min(entries.created_at) as paged_at
    from {{ ref('stg_pagerduty__log_entries') }} as entries
    where
        entries.entry_type = 'notify'
        and entries.notified_user_id is not null
        and coalesce(entries.notification_type, 'unknown') != 'email'
        and entries.created_at <= {{ as_of() }}
    group by entries.incident_id, entries.notified_user_id
),

people as (
    select
        lower(identities.account) as user_key,
        identities.person_id
    from {{ ref('stg_file_drops__identities') }} as identities
    where identities.source = 'pagerduty' and identities.person_id is not null
)

select
    paged.incident_id || ':' || paged.user_id || ':' || roster.team_id as page_id,
    paged.incident_id || ':' || paged.user_id as item_id,
    paged.incident_id,
    roster.team_id,
    people.person_id,
    paged.paged_at,
    roster.time_zone,
    {{ iso_day_of_week(local_date('paged.paged_at', 'roster.time_zone')) }} >= 6
    or extract(hour from {{ to_local('paged.paged_at', 'roster.time_zone') }}) < 8
    or extract(hour from {{ to_local('paged.paged_at', 'roster.time_zone') }}) >= 19
    or holidays.holiday_id is not null as is_after_hours,
    coalesce(handling.is_handled, false) as is_handled,
    coalesce(handling.is_over, false) as is_over
from paged
inner join people on lower(paged.user_id) = people.user_key
inner join {{ ref('int_identity__reporting_roster') }} as roster
    on
        people.person_id = roster.person_id
        and {{ local_date('paged.paged_at', 'roster.time_zone') }} >= roster.valid_from
        and {{ local_date('paged.paged_at', 'roster.time_zone') }} < roster.valid_to
left join {{ ref('stg_file_drops__holidays') }} as holidays
    on
        roster.team_id = holidays.team_id
        and {{ local_date('paged.paged_at', 'roster.time_zone') }} = holidays.holiday_date
left join {{ ref('int_operations__page_handling') }} as handling on paged.incident_id = handling.incident_id
