-- An event's chance is a hash of team, window, draw and event, so that every engine and every run draws the same.
with windows as (
    select distinct
        slices.team_id,
        slices.window_start,
        slices.team_events
    from {{ ref('int_collaboration__load_slices') }} as slices
),

draws as (
    select
        windows.*,
        numbers.n as draw_number,
        windows.team_id || ':' || cast(windows.window_start as {{ dbt.type_string() }})
        || ':' || cast(numbers.n as {{ dbt.type_string() }}) || ':' as hash_prefix
    from windows
    cross join {{ integers(fair_draws()) }} as numbers
),

events as (
    select
        numbers.n as event_number,
        cast(numbers.n as {{ dbt.type_string() }}) as hash_suffix
    from {{ integers(100000) }} as numbers
),

chances as (
    select
        draws.team_id,
        draws.window_start,
        draws.draw_number,
        {{ hash_uniform('draws.hash_prefix || events.hash_suffix') }} as chance
    from draws
    inner join events on draws.team_events > events.event_number
),

placed as (
    select
        chances.*,
        true as is_fair,
        cast(floor(chances.chance * 64) as integer) as bucket
    from chances
    union all
    select
        chances.*,
        false as is_fair,
        cast(floor(chances.chance * 64) as integer) as bucket
    from chances
    where chances.draw_number < {{ overload_draws() }}
),

-- Cut at every 64th of the line, so that an event need not be held against everybody.
cut_slices as (
    select
        slices.*,
        slices.multiple = 1 as is_fair,
        cuts.n as bucket
    from {{ ref('int_collaboration__load_slices') }} as slices
    inner join {{ integers(64) }} as cuts
        on
            slices.lower_bound * 64 < cuts.n + 1
            and slices.upper_bound * 64 > cuts.n
),

drawn as (
    select
        cut_slices.team_id,
        cut_slices.window_start,
        cut_slices.multiple,
        placed.draw_number,
        cut_slices.person_id,
        cut_slices.capacity_share,
        count(*) / cast(cut_slices.team_events as double) as load_share
    from placed
    inner join cut_slices
        on
            placed.team_id = cut_slices.team_id
            and placed.window_start = cut_slices.window_start
            and placed.is_fair = cut_slices.is_fair
            and placed.bucket = cut_slices.bucket
            and placed.chance >= cut_slices.lower_bound
            and placed.chance < cut_slices.upper_bound
    group by
        cut_slices.team_id, cut_slices.window_start, cut_slices.multiple, placed.draw_number,
        cut_slices.person_id, cut_slices.capacity_share, cut_slices.team_events
)

select
    ginis.team_id,
    ginis.window_start,
    ginis.multiple,
    ginis.draw_number,
    ginis.gini
from {{ load_gini('drawn', ['team_id', 'window_start', 'multiple', 'draw_number']) }} as ginis
