with entries as (
    select distinct
        spells.spell_id,
        spells.work_item_id,
        stays.team_id,
        items.person_id,
        spells.entered_at,
        coalesce({{ seconds_between('spells.entered_at', 'spells.left_at') }} <= 28 * 86400, false) as is_undone,
        -- Before its 28 days are over only those that came back are decided, and they would be all of them.
        {{ seconds_between('spells.entered_at', as_of()) }} >= 28 * 86400 as is_mature
    from {{ ref('int_delivery__work_item_spells') }} as spells
    inner join {{ ref('int_delivery__tracked_items') }} as items on spells.work_item_id = items.work_item_id
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            spells.work_item_id = stays.work_item_id
            and spells.entered_at >= stays.held_from
            and spells.entered_at < stays.held_to
    where spells.category = 'done' and not spells.is_abandonment
)

select
    entries.spell_id || ':' || entries.team_id as done_entry_id,
    entries.spell_id,
    entries.work_item_id,
    entries.team_id,
    entries.person_id,
    entries.entered_at,
    entries.is_undone,
    entries.is_mature
from entries
