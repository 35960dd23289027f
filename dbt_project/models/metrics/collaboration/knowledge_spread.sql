with components as (
    select
        knowledge.team_id,
        knowledge.grain,
        knowledge.period_start,
        knowledge.service_id,
        count(case when knowledge.is_needed_for_half then 1 end) as n_needed_for_half
    from {{ ref('int_collaboration__component_knowledge') }} as knowledge
    group by knowledge.team_id, knowledge.grain, knowledge.period_start, knowledge.service_id
    -- Where nobody made three changes there is no half to cover.
    having count(case when knowledge.is_needed_for_half then 1 end) > 0
),

-- A component has several people, so the people are counted beside the components, not with them.
people as (
    select
        knowledge.team_id,
        knowledge.grain,
        knowledge.period_start,
        count(distinct knowledge.person_id) as n_people
    from {{ ref('int_collaboration__component_knowledge') }} as knowledge
    inner join components
        on
            knowledge.team_id = components.team_id
            and knowledge.grain = components.grain
            and knowledge.period_start = components.period_start
            and knowledge.service_id = components.service_id
    group by knowledge.team_id, knowledge.grain, knowledge.period_start
),

counted as (
    select
        components.team_id,
        components.grain,
        components.period_start,
        count(case when components.n_needed_for_half >= 2 then 1 end) as n_spread,
        count(*) as n_components
    from components
    group by components.team_id, components.grain, components.period_start
)

select
    'knowledge_spread' as metric_id,
    counted.team_id,
    counted.grain,
    counted.period_start,
    cast(counted.n_spread as double) as numerator,
    cast(counted.n_components as double) as denominator,
    cast(counted.n_spread as double) / counted.n_components as value,
    counted.n_components as n_items,
    people.n_people,
    true as is_reached
from counted
inner join people
    on
        counted.team_id = people.team_id
        and counted.grain = people.grain
        and counted.period_start = people.period_start
