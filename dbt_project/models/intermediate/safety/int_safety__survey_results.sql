with item_variances as (
    select
        answers.survey_wave_id,
        answers.signal_id,
        answers.item_slot,
        -- Of answers spread evenly over the scale, which is no agreement at all.
        (power(max(answers.scale_max - answers.scale_min) + 1, 2) - 1) / 12.0 as variance_of_chance,
        var_samp(answers.answer) as variance
    from {{ ref('int_safety__answers') }} as answers
    inner join {{ ref('int_safety__scores') }} as scores
        on
            answers.survey_wave_id = scores.survey_wave_id
            and answers.signal_id = scores.signal_id
            and answers.respondent_hash = scores.respondent_hash
    where answers.signal_id = 'psychological_safety'
    group by answers.survey_wave_id, answers.signal_id, answers.item_slot
),

agreement as (
    select
        item_variances.survey_wave_id,
        item_variances.signal_id,
        count(*) as n_slots,
        least(1.0, avg(item_variances.variance / item_variances.variance_of_chance)) as share_of_chance
    from item_variances
    where item_variances.variance is not null
    group by item_variances.survey_wave_id, item_variances.signal_id
),

summed as (
    select
        scores.survey_wave_id,
        scores.signal_id,
        min(scores.scale_min) as scale_min,
        max(scores.scale_max) as scale_max,
        count(*) as n_people,
        -- Rounded, so that the order of addition shows nowhere.
        {{ rounded('avg(scores.score)', 9) }} as mean,
        {{ rounded('stddev_samp(scores.score)', 9) }} as spread,
        {{ percentile('scores.score', 0.5) }} as median
    from {{ ref('int_safety__scores') }} as scores
    group by scores.survey_wave_id, scores.signal_id
),

signals as (
    select distinct
        items.survey_id,
        items.signal_id
    from {{ ref('int_safety__items') }} as items
),

-- Of a wave that nobody answered there is a row, too.
asked as (
    select
        waves.*,
        signals.signal_id
    from {{ ref('int_safety__waves') }} as waves
    inner join signals on waves.survey_id = signals.survey_id
)

select
    asked.survey_wave_id,
    asked.previous_wave_id,
    asked.team_id,
    asked.signal_id,
    asked.survey_id || ':' || asked.wave_id as period_name,
    asked.opened_on,
    asked.closed_on,
    asked.invited_count,
    coalesce(summed.n_people, 0) as n_people,
    summed.scale_min,
    summed.scale_max,
    summed.mean,
    summed.spread,
    summed.median,
    {{ rounded(
        'agreement.n_slots * (1 - agreement.share_of_chance)'
        ~ ' / nullif(agreement.n_slots * (1 - agreement.share_of_chance) + agreement.share_of_chance, 0)',
        9
    ) }} as agreement,
    case
        when coalesce(summed.n_people, 0) < 5 then 'suppressed_privacy'
        -- Whole numbers: seven tenths in floating point are a little more or less than that.
        when 10 * summed.n_people >= 7 * asked.invited_count and asked.invited_count >= 5 then 'ok'
        else 'insufficient_n'
    end as status
from asked
left join summed on asked.survey_wave_id = summed.survey_wave_id and asked.signal_id = summed.signal_id
left join agreement on asked.survey_wave_id = agreement.survey_wave_id and asked.signal_id = agreement.signal_id
