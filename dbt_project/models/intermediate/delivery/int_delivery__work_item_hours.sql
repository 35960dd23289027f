-- By Little's law the average number in progress is the throughput times the mean cycle; over one period both are sums
-- of hours: those that items spent in progress within it, and the whole cycles of those finished in it.
with worked as (
    select
        items.work_item_id,
        items.team_id,
        items.person_id,
        periods.grain,
        periods.period_start,
        sum({{ microseconds_between(
            'greatest(spells.entered_at, periods.starts_at_utc)',
            'least(coalesce(spells.left_at, ' ~ as_of() ~ '), periods.ends_at_utc, ' ~ as_of() ~ ')'
        ) }}) as in_progress_microseconds,
        cast(0 as bigint) as cycle_microseconds
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_delivery__work_item_spells') }} as spells
        on items.work_item_id = spells.work_item_id and spells.category = 'in_progress'
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            items.team_id = periods.team_id
            and spells.entered_at < least(periods.ends_at_utc, {{ as_of() }})
            and coalesce(spells.left_at, {{ as_of() }}) > periods.starts_at_utc
    -- The cycle that is compared with; what is begun again after it lasted is another.
    where spells.entered_at < coalesce(items.ended_at, {{ as_of() }})
    group by items.work_item_id, items.team_id, items.person_id, periods.grain, periods.period_start
),

finished as (
    select
        items.work_item_id,
        items.team_id,
        items.person_id,
        periods.grain,
        periods.period_start,
        cast(0 as bigint) as in_progress_microseconds,
        {{ microseconds_between('items.started_at', 'items.ended_at') }} as cycle_microseconds
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            items.team_id = periods.team_id
            and items.ended_at >= periods.starts_at_utc
            and items.ended_at < periods.ends_at_utc
    where items.started_at is not null
),

parts as (
    select * from worked
    union all
    select * from finished
),

summed as (
    select
        parts.work_item_id,
        parts.team_id,
        parts.grain,
        parts.period_start,
        parts.person_id,
        cast(sum(parts.in_progress_microseconds) as bigint) as in_progress_microseconds,
        cast(sum(parts.cycle_microseconds) as bigint) as cycle_microseconds
    from parts
    group by parts.work_item_id, parts.team_id, parts.grain, parts.period_start, parts.person_id
),

counting as (
    select
        summed.*,
        tree.team_id as counting_team_id,
        row_number() over (
            partition by summed.work_item_id, tree.team_id, summed.grain, summed.period_start
            order by summed.team_id nulls last
        ) as place
    from summed
    inner join {{ ref('int_ownership__team_tree') }} as tree on summed.team_id = tree.member_team_id
)

select
    counting.work_item_id || ':' || counting.counting_team_id || ':' || counting.grain
    || ':' || cast(counting.period_start as {{ dbt.type_string() }}) as work_item_period_id,
    counting.work_item_id,
    counting.counting_team_id as team_id,
    counting.grain,
    counting.period_start,
    counting.person_id,
    counting.in_progress_microseconds,
    counting.cycle_microseconds
from counting
where counting.place = 1
