with firsts as (
    select
        spells.work_item_id,
        min(spells.entered_at) filter (where spells.category = 'in_progress') as started_at,
        min(spells.entered_at) filter (where spells.category != 'to_do') as answered_at
    from {{ ref('int_delivery__work_item_spells') }} as spells
    group by spells.work_item_id
),

-- The first done that lasted; whoever begins after a done that lasted has begun something else.
ends as (
    select
        firsts.work_item_id,
        min(spells.entered_at) as ended_at,
        min_by(spells.is_abandonment, spells.entered_at) as is_abandoned
    from firsts
    inner join {{ ref('int_delivery__work_item_spells') }} as spells
        on firsts.work_item_id = spells.work_item_id and spells.has_persisted
    where firsts.started_at is null or spells.entered_at >= firsts.started_at
    group by firsts.work_item_id
),

held as (
    select distinct
        items.work_item_id,
        stays.team_id,
        items.person_id,
        items.tracker,
        items.item_type,
        items.is_clone,
        items.is_customer_request,
        items.is_reported_by_somebody,
        items.reporter_person_id,
        items.created_at,
        firsts.started_at,
        firsts.answered_at,
        ends.ended_at,
        coalesce(ends.is_abandoned, false) as is_abandoned
    from {{ ref('int_delivery__tracked_items') }} as items
    inner join firsts on items.work_item_id = firsts.work_item_id
    left join ends on items.work_item_id = ends.work_item_id
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            items.work_item_id = stays.work_item_id
            and coalesce(firsts.started_at, {{ as_of() }}) >= stays.held_from
            and coalesce(firsts.started_at, {{ as_of() }}) < stays.held_to
)

select
    held.work_item_id || ':' || held.team_id as work_item_team_id,
    held.*,
    held.ended_at is not null and not held.is_abandoned as is_finished,
    {{ seconds_between('held.started_at', 'coalesce(held.ended_at, ' ~ as_of() ~ ')') }} / 3600 as cycle_hours,
    {{ seconds_between('held.created_at', 'coalesce(held.ended_at, ' ~ as_of() ~ ')') }} / 3600 as lead_hours,
    (
        {{ business_seconds_at('last_day', 'coalesce(held.ended_at, ' ~ as_of() ~ ')') }}
        - {{ business_seconds_at('first_day', 'held.started_at') }}
    ) / 3600 as cycle_business_hours
from held
left join {{ ref('int_calendar__team_zones') }} as zones
    on
        held.team_id = zones.team_id
        and cast(held.started_at as date) >= zones.valid_from
        and cast(held.started_at as date) < zones.valid_to
left join {{ ref('int_calendar__business_days') }} as first_day
    on {{ business_day_join('first_day', 'held.team_id', 'zones.time_zone', 'held.started_at') }}
left join {{ ref('int_calendar__business_days') }} as last_day
    on {{ business_day_join(
        'last_day', 'held.team_id', 'zones.time_zone', 'coalesce(held.ended_at, ' ~ as_of() ~ ')'
    ) }}
