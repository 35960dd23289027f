-- The people of a window side by side on the line from 0 to 1, each as wide as their chance of an event: their
-- share of the capacity (multiple 1), or one person with a multiple of it and the others with what is left.
with people as (
    select
        shares.team_id,
        shares.window_start,
        shares.person_id,
        shares.team_events,
        shares.capacity_share,
        -- The person nearest to an equal share is the one that gets more.
        row_number() over (
            partition by shares.team_id, shares.window_start
            order by abs(shares.capacity_share - 1.0 / shares.n_people) nulls last, shares.person_id nulls last
        ) as place
    from {{ ref('int_collaboration__load_shares') }} as shares
    where shares.is_judged
),

multiples as (
    {{ overload_multiples() }}
),

chances as (
    select
        people.team_id,
        people.window_start,
        people.person_id,
        people.team_events,
        people.capacity_share,
        multiples.multiple,
        case
            when people.place = 1 then multiples.multiple * people.capacity_share
            else
                people.capacity_share
                * (1 - multiples.multiple * examples.capacity_share) / nullif(1 - examples.capacity_share, 0)
        end as chance
    from people
    inner join people as examples
        on
            people.team_id = examples.team_id
            and people.window_start = examples.window_start
            and examples.place = 1
    cross join multiples
    where multiples.multiple * examples.capacity_share < 1
),

bounds as (
    select
        chances.*,
        sum(chances.chance) over (
            partition by chances.team_id, chances.window_start, chances.multiple
            order by chances.person_id nulls last
            rows between unbounded preceding and current row
        ) as cumulated_chance,
        lead(chances.person_id) over (
            partition by chances.team_id, chances.window_start, chances.multiple
            order by chances.person_id nulls last
        ) as next_person_id
    from chances
)

select
    bounds.team_id,
    bounds.window_start,
    bounds.multiple,
    bounds.person_id,
    bounds.team_events,
    bounds.capacity_share,
    coalesce(lag(bounds.cumulated_chance) over (
        partition by bounds.team_id, bounds.window_start, bounds.multiple
        order by bounds.person_id nulls last
    ), 0) as lower_bound,
    -- The last one ends at 1, whatever the sum of fractions came to.
    case when bounds.next_person_id is null then 1 else bounds.cumulated_chance end as upper_bound
from bounds
