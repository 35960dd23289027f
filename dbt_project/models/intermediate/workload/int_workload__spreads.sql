with shares as (
    select * from {{ ref('int_workload__shares') }}
),

carried as (
    select shares.* from shares
    where shares.is_judged
),

observed as (
    select * from {{ load_gini('carried', ['team_id', 'window_weeks', 'window_start', 'load_kind']) }} as ginis
),

places as (
    select
        shares.*,
        row_number() over (
            partition by shares.team_id, shares.window_weeks, shares.window_start, shares.load_kind
            order by shares.n_events desc nulls last
        ) as place_by_load
    from shares
),

teams as (
    select
        places.team_id,
        places.window_weeks,
        places.window_start,
        places.load_kind,
        min(places.profile_id) as profile_id,
        min(places.drawn_level) as drawn_level,
        count(*) as n_people,
        max(places.team_events) as n_events,
        bool_or(places.is_judged) as is_judged,
        max(case when places.place_by_load = 1 then places.load_share end) as largest_share,
        sum(case when places.place_by_load <= 2 then places.load_share end) as two_largest_shares,
        -- Freed of the inflation that small counts bring: unbiased where the load is fair. Sums of whole numbers,
        -- so that the order of adding cannot matter.
        (max(places.team_events) - 1) * cast(max(places.team_events) as double)
        / nullif(sum(places.n_events * places.n_events) - max(places.team_events), 0) as effective_people,
        1 / sum(places.capacity_share * places.capacity_share) as effective_capacity
    from places
    group by places.team_id, places.window_weeks, places.window_start, places.load_kind
),

levels as (
    select
        draws.profile_id,
        draws.drawn_level,
        avg(draws.gini) as expected_gini,
        {{ percentile('draws.gini', 0.95) }} as critical_gini
    from {{ ref('int_workload__draws') }} as draws
    where draws.multiple = 1
    group by draws.profile_id, draws.drawn_level
),

powers as (
    select
        draws.profile_id,
        draws.drawn_level,
        draws.multiple
    from {{ ref('int_workload__draws') }} as draws
    inner join levels on draws.profile_id = levels.profile_id and draws.drawn_level = levels.drawn_level
    where draws.multiple > 1
    group by draws.profile_id, draws.drawn_level, draws.multiple
    having avg(case when draws.gini > levels.critical_gini + 1e-9 then 1e0 else 0e0 end) >= 0.8
),

detectable as (
    select
        powers.profile_id,
        powers.drawn_level,
        min(powers.multiple) as detectable_multiple
    from powers
    group by powers.profile_id, powers.drawn_level
),

-- The deviations of a fair draw, and with them its coefficient, shrink with the root of the events.
judged as (
    select
        teams.*,
        observed.gini,
        sqrt(teams.drawn_level / cast(teams.n_events as double)) as shrinkage
    from teams
    inner join observed
        on
            teams.team_id = observed.team_id
            and teams.window_weeks = observed.window_weeks
            and teams.window_start = observed.window_start
            and teams.load_kind = observed.load_kind
),

fair as (
    select
        judged.team_id,
        judged.window_weeks,
        judged.window_start,
        judged.load_kind,
        -- The tolerance makes equal sums equal in whatever order they were added.
        count(case when draws.gini * judged.shrinkage >= judged.gini - 1e-9 then 1 end) as n_as_uneven,
        count(*) as n_draws
    from judged
    inner join {{ ref('int_workload__draws') }} as draws
        on judged.profile_id = draws.profile_id and judged.drawn_level = draws.drawn_level and draws.multiple = 1
    group by judged.team_id, judged.window_weeks, judged.window_start, judged.load_kind
)

select
    teams.team_id,
    teams.window_weeks,
    teams.window_start,
    teams.load_kind,
    teams.n_people,
    teams.n_events,
    teams.is_judged,
    coalesce(teams.largest_share > 0.5 or teams.two_largest_shares > 0.8, false) as is_dominated,
    (judged.gini - levels.expected_gini * judged.shrinkage)
    / nullif(1 - levels.expected_gini * judged.shrinkage, 0) as excess,
    case when teams.is_judged then teams.effective_people end as effective_people,
    case when teams.is_judged then teams.effective_capacity end as effective_capacity,
    fair.n_as_uneven / cast(fair.n_draws as double) as p_fair,
    {{ wilson_high('fair.n_as_uneven', 'fair.n_draws') }} as p_fair_high,
    detectable.detectable_multiple,
    -- The upper limit of what the draws leave open: what a number of draws cannot tell apart raises no alert.
    case
        when teams.is_judged
            then
                {{ wilson_high('fair.n_as_uneven', 'fair.n_draws') }} < 0.01
                and teams.effective_people < 0.6 * teams.effective_capacity
    end as is_uneven
from teams
left join judged
    on
        teams.team_id = judged.team_id
        and teams.window_weeks = judged.window_weeks
        and teams.window_start = judged.window_start
        and teams.load_kind = judged.load_kind
left join fair
    on
        teams.team_id = fair.team_id
        and teams.window_weeks = fair.window_weeks
        and teams.window_start = fair.window_start
        and teams.load_kind = fair.load_kind
left join levels on judged.profile_id = levels.profile_id and judged.drawn_level = levels.drawn_level
left join detectable on judged.profile_id = detectable.profile_id and judged.drawn_level = detectable.drawn_level
