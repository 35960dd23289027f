with found as (
    select
        items.kind,
        items.team_id,
        items.quarter_start,
        items.is_closed,
        items.subject,
        items.subject_id,
        cast(sum(items.n_items) as bigint) as n_items,
        count(distinct items.occasion) as n_occasions,
        count(distinct items.person_id) as n_people,
        cast(sum(items.microseconds) as bigint) as microseconds
    from {{ ref('int_delivery__bottleneck_items') }} as items
    where items.n_items > 0
    group by items.kind, items.team_id, items.quarter_start, items.is_closed, items.subject, items.subject_id
),

wholes as (
    select
        items.kind,
        items.team_id,
        items.quarter_start,
        cast(sum(items.whole_microseconds) as bigint) as whole_microseconds
    from {{ ref('int_delivery__bottleneck_items') }} as items
    group by items.kind, items.team_id, items.quarter_start
),

-- What happened once or twice is no pattern, and what fewer than five people had part in tells of one of them.
shown as (
    select
        found.*,
        wholes.whole_microseconds
    from found
    inner join wholes
        on
            found.kind = wholes.kind
            and found.team_id = wholes.team_id
            and found.quarter_start = wholes.quarter_start
    where found.n_occasions >= 3 and found.n_people >= 5
),

before as (
    select
        shown.kind,
        shown.team_id,
        shown.quarter_start,
        shown.subject_id,
        count(*) as n_quarters_before,
        {{ percentile('earlier.microseconds', 0.5) }} as median_microseconds_before
    from shown
    inner join shown as earlier
        on
            shown.kind = earlier.kind
            and shown.team_id = earlier.team_id
            and shown.subject_id = earlier.subject_id
            and shown.quarter_start > earlier.quarter_start
            and {{ days_between('earlier.quarter_start', 'shown.quarter_start') }} <= 366
    group by shown.kind, shown.team_id, shown.quarter_start, shown.subject_id
)

select
    shown.kind || ':' || shown.team_id || ':' || cast(shown.quarter_start as {{ dbt.type_string() }})
    || ':' || shown.subject_id as finding_id,
    shown.kind,
    shown.team_id,
    shown.quarter_start,
    shown.is_closed,
    shown.subject,
    shown.subject_id,
    shown.n_items,
    shown.n_occasions,
    shown.n_people,
    shown.microseconds / cast(3600000000 as double) as hours,
    shown.microseconds / nullif(cast(shown.whole_microseconds as double), 0) as share_of_total_hours,
    coalesce(before.n_quarters_before, 0) as n_quarters_before,
    before.median_microseconds_before / 3600000000 as median_hours_before
from shown
left join before
    on
        shown.kind = before.kind
        and shown.team_id = before.team_id
        and shown.quarter_start = before.quarter_start
        and shown.subject_id = before.subject_id
