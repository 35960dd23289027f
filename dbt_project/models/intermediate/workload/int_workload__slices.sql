-- The places of a profile side by side on the line from 0 to 1, each as wide as its chance of an event: its share of
-- the capacity (multiple 1), or one place with a multiple of it and the others with what is left.
with places as (
    select distinct
        shares.profile_id,
        shares.place,
        shares.capacity_share,
        shares.n_people
    from {{ ref('int_workload__shares') }} as shares
    where shares.is_judged
),

-- The place nearest to an equal share is the one that gets more.
examples as (
    select
        places.profile_id,
        places.place,
        places.capacity_share,
        row_number() over (
            partition by places.profile_id
            order by
                {{ rounded('abs(places.capacity_share - 1e0 / places.n_people)', 9) }} nulls last,
                places.place nulls last
        ) as nearness
    from places
),

multiples as (
    {{ overload_multiples() }}
),

chances as (
    select
        places.profile_id,
        multiples.multiple,
        places.place,
        places.capacity_share,
        case
            when places.place = examples.place then multiples.multiple * places.capacity_share
            else
                places.capacity_share
                * (1 - multiples.multiple * examples.capacity_share) / nullif(1 - examples.capacity_share, 0)
        end as chance
    from places
    inner join examples on places.profile_id = examples.profile_id and examples.nearness = 1
    cross join multiples
    where multiples.multiple * examples.capacity_share < 1
),

bounds as (
    select
        chances.*,
        sum(chances.chance) over (
            partition by chances.profile_id, chances.multiple
            order by chances.place nulls last
            rows between unbounded preceding and current row
        ) as cumulated_chance,
        lead(chances.place) over (
            partition by chances.profile_id, chances.multiple
            order by chances.place nulls last
        ) as next_place
    from chances
)

select
    bounds.profile_id,
    bounds.multiple,
    bounds.place,
    bounds.capacity_share,
    coalesce(lag(bounds.cumulated_chance) over (
        partition by bounds.profile_id, bounds.multiple
        order by bounds.place nulls last
    ), 0) as lower_bound,
    -- The last one ends at 1, whatever the sum of fractions came to.
    case when bounds.next_place is null then 1 else bounds.cumulated_chance end as upper_bound
from bounds
