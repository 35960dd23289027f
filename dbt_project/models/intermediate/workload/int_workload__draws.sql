-- An event's chance is a hash of draw and event, so that every engine and every run draws the same, and all profiles
-- take theirs from one set of chances.
with needed as (
    select distinct
        shares.profile_id,
        shares.drawn_level,
        least(shares.drawn_level, {{ most_drawn_events() }}) as n_drawn
    from {{ ref('int_workload__shares') }} as shares
    where shares.is_judged
),

profiles as (
    select
        needed.profile_id,
        max(needed.n_drawn) as n_drawn
    from needed
    group by needed.profile_id
),

uniforms as (
    select
        draws.n as draw_number,
        events.n as event_number,
        {{ hash_uniform(
            "'fair:' || cast(draws.n as " ~ dbt.type_string() ~ ") || ':' || cast(events.n as " ~ dbt.type_string() ~ ')'
        ) }} as chance
    from {{ integers(fair_draws()) }} as draws
    cross join {{ integers(most_drawn_events()) }} as events
    where events.n < (select max(profiles.n_drawn) from profiles)
),

placed as (
    select
        uniforms.*,
        true as is_fair,
        cast(floor(uniforms.chance * 64) as integer) as bucket
    from uniforms
    union all
    select
        uniforms.*,
        false as is_fair,
        cast(floor(uniforms.chance * 64) as integer) as bucket
    from uniforms
    where uniforms.draw_number < {{ overload_draws() }}
),

-- Cut at every 64th of the line, so that an event need not be held against every place.
cut_slices as (
    select
        slices.*,
        profiles.n_drawn,
        slices.multiple = 1 as is_fair,
        cuts.n as bucket
    from {{ ref('int_workload__slices') }} as slices
    inner join profiles on slices.profile_id = profiles.profile_id
    inner join {{ integers(64) }} as cuts
        on
            slices.lower_bound * 64 < cuts.n + 1
            and slices.upper_bound * 64 > cuts.n
),

-- The draw of a lower level is the beginning of the draw of a higher one.
counted as (
    select
        cut_slices.profile_id,
        cut_slices.multiple,
        placed.draw_number,
        cut_slices.place,
        {{ counts_of_levels('placed.event_number') }}
    from placed
    inner join cut_slices
        on
            placed.is_fair = cut_slices.is_fair
            and placed.bucket = cut_slices.bucket
            and placed.chance >= cut_slices.lower_bound
            and placed.chance < cut_slices.upper_bound
            and placed.event_number < cut_slices.n_drawn
    group by cut_slices.profile_id, cut_slices.multiple, placed.draw_number, cut_slices.place
),

-- Beyond what is drawn, chance only becomes smaller: by the root of how many more events there are.
drawn as (
    select
        needed.profile_id,
        needed.drawn_level,
        slices.multiple,
        draws.n as draw_number,
        slices.place,
        slices.capacity_share,
        slices.upper_bound - slices.lower_bound
        + sqrt(needed.n_drawn / cast(needed.drawn_level as double)) * (
            case needed.n_drawn
                {%- for n_drawn in load_levels() if n_drawn <= most_drawn_events() %}
                when {{ n_drawn }} then coalesce(counted.n_of_{{ n_drawn }}, 0) / {{ n_drawn }}e0
                {%- endfor %}
            end - (slices.upper_bound - slices.lower_bound)
        ) as load_share
    from needed
    inner join {{ ref('int_workload__slices') }} as slices on needed.profile_id = slices.profile_id
    inner join {{ integers(fair_draws()) }} as draws
        on slices.multiple = 1 or draws.n < {{ overload_draws() }}
    left join counted
        on
            slices.profile_id = counted.profile_id
            and slices.multiple = counted.multiple
            and slices.place = counted.place
            and draws.n = counted.draw_number
)

select
    ginis.profile_id,
    ginis.drawn_level,
    ginis.multiple,
    ginis.draw_number,
    ginis.gini
from {{ load_gini('drawn', ['profile_id', 'drawn_level', 'multiple', 'draw_number']) }} as ginis
