with waves as (
    select
        tree.team_id,
        friction_waves.period_start,
        -- Whole numbers: seven tenths in floating point are a little more or less than that.
        10 * sum(friction_waves.respondent_count) >= 7 * sum(friction_waves.invited_count)
        and sum(friction_waves.invited_count) > 0 as is_representative
    from {{ ref('int_experience__friction_waves') }} as friction_waves
    inner join {{ ref('int_ownership__team_tree') }} as tree on friction_waves.team_id = tree.member_team_id
    group by tree.team_id, friction_waves.period_start
),

answers as (
    select
        tree.team_id,
        friction_answers.period_start,
        count(*) as n_answers,
        count(*) filter (where friction_answers.is_favourable) as n_favourable,
        count(distinct friction_answers.respondent_id) as n_people
    from {{ ref('int_experience__friction_answers') }} as friction_answers
    inner join {{ ref('int_ownership__team_tree') }} as tree on friction_answers.team_id = tree.member_team_id
    group by tree.team_id, friction_answers.period_start
)

-- Who did not answer may think otherwise: below seven in ten not even the counts are told.
select
    'dev_friction' as metric_id,
    waves.team_id,
    'quarter' as grain,
    waves.period_start,
    case when waves.is_representative then cast(answers.n_favourable as double) end as numerator,
    case when waves.is_representative then cast(answers.n_answers as double) end as denominator,
    case when waves.is_representative then answers.n_favourable / cast(answers.n_answers as double) end as value,
    coalesce(answers.n_answers, 0) as n_items,
    coalesce(answers.n_people, 0) as n_people,
    true as is_reached
from waves
left join answers on waves.team_id = answers.team_id and waves.period_start = answers.period_start
