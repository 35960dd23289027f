-- Five of seven items make a score; an item about the use of metrics is favourable above the middle of its scale.
with means as (
    select
        answers.survey_wave_id,
        answers.signal_id,
        answers.respondent_hash,
        min(answers.scale_min) as scale_min,
        max(answers.scale_max) as scale_max,
        max(answers.n_answered) as n_answered,
        max(answers.n_asked) as n_asked,
        cast(sum(answers.answer) as double) / count(*) as mean_answer
    from {{ ref('int_safety__answers') }} as answers
    group by answers.survey_wave_id, answers.signal_id, answers.respondent_hash
)

select
    means.survey_wave_id,
    means.signal_id,
    means.respondent_hash,
    case when means.signal_id = 'psychological_safety' then means.scale_min else 0 end as scale_min,
    case when means.signal_id = 'psychological_safety' then means.scale_max else 1 end as scale_max,
    case
        when means.signal_id = 'psychological_safety' then means.mean_answer
        when 2 * means.mean_answer > means.scale_min + means.scale_max then 1.0
        else 0.0
    end as score
from means
where means.signal_id != 'psychological_safety' or 7 * means.n_answered >= 5 * means.n_asked
