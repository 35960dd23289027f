with snapshots as (
    select
        spells.work_item_id,
        spells.cycle_number,
        items.person_id,
        stays.team_id,
        periods.grain,
        periods.period_start,
        least(periods.ends_at_utc, {{ as_of() }}) as counted_at
    from {{ ref('int_delivery__work_item_spells') }} as spells
    inner join {{ ref('int_delivery__tracked_items') }} as items on spells.work_item_id = items.work_item_id
    inner join {{ ref('int_delivery__work_item_stays') }} as stays on spells.work_item_id = stays.work_item_id
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            stays.team_id = periods.team_id
            and spells.entered_at < least(periods.ends_at_utc, {{ as_of() }})
            and coalesce(spells.left_at, {{ as_of() }}) >= least(periods.ends_at_utc, {{ as_of() }})
            and stays.held_from < least(periods.ends_at_utc, {{ as_of() }})
            and stays.held_to >= least(periods.ends_at_utc, {{ as_of() }})
    where spells.category = 'in_progress'
),

-- Begun when work began on what is not finished yet: going back to the backlog and coming again makes nothing young.
begun as (
    select
        spells.work_item_id,
        spells.cycle_number,
        min(spells.entered_at) as started_at
    from {{ ref('int_delivery__work_item_spells') }} as spells
    where spells.category = 'in_progress'
    group by spells.work_item_id, spells.cycle_number
),

-- The teams above take what their members had in progress at the end of the members' own period (G2), each item once.
counting as (
    select
        snapshots.*,
        tree.team_id as counting_team_id,
        row_number() over (
            partition by snapshots.work_item_id, tree.team_id, snapshots.grain, snapshots.period_start
            order by snapshots.team_id nulls last
        ) as place
    from snapshots
    inner join {{ ref('int_ownership__team_tree') }} as tree on snapshots.team_id = tree.member_team_id
)

select
    counting.work_item_id || ':' || counting.counting_team_id || ':' || counting.grain
    || ':' || cast(counting.period_start as {{ dbt.type_string() }}) as snapshot_id,
    counting.work_item_id,
    counting.counting_team_id as team_id,
    counting.grain,
    counting.period_start,
    counting.person_id,
    counting.counted_at,
    {{ seconds_between('begun.started_at', 'counting.counted_at') }} / 86400 as age_days
from counting
inner join begun
    on counting.work_item_id = begun.work_item_id and counting.cycle_number = begun.cycle_number
where counting.place = 1
