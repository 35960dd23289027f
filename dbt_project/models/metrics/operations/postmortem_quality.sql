with items as (
    select
        postmortems.postmortem_id as item_id,
        postmortems.team_id,
        {{ text_literal(none) }} as person_id,
        postmortems.occurred_at,
        postmortems.items_met as numerator,
        8 as denominator
    from {{ ref('int_operations__postmortems') }} as postmortems
),

shares as (
    {{ ratio_metric('postmortem_quality', 'items') }}
)

-- Scores that two people do not share say more about who scores than about the postmortem.
select
    shares.metric_id,
    shares.team_id,
    shares.grain,
    shares.period_start,
    case when agreements.is_publishable then shares.numerator end as numerator,
    case when agreements.is_publishable then shares.denominator end as denominator,
    case when agreements.is_publishable then shares.value end as value,
    shares.n_items,
    shares.n_people,
    shares.is_reached
from shares
inner join {{ ref('int_operations__scoring_agreements') }} as agreements
    on shares.grain = agreements.grain and shares.period_start = agreements.period_start
