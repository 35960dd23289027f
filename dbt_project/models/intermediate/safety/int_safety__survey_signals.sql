{#- Nobody's answer shall follow from a number: where all but agree, it is told as if a little were missing. -#}
{%- set margin = 0.3 -%}

with told as (
    select
        results.*,
        results.signal_id = 'psychological_safety' as is_score,
        case
            when results.status != 'ok' then null
            when results.signal_id = 'psychological_safety' then {{ rounded_to(
                'least(greatest(results.mean, results.scale_min + ' ~ margin ~ '), results.scale_max - ' ~ margin ~ ')',
                0.1
            ) }}
            else {{ rounded_to(
                'least(greatest(results.mean, 1e0 / results.n_people), 1 - 1e0 / results.n_people)', 0.05
            ) }}
        end as told_mean
    from {{ ref('int_safety__survey_results') }} as results
),

paired as (
    select
        told.*,
        -- How many were asked is known to everybody; of fewer than five, a rate would tell of single people.
        case
            when told.invited_count >= 5 then least(1.0, told.n_people / cast(told.invited_count as double))
        end as rate,
        earlier.n_people as earlier_people,
        earlier.told_mean as earlier_mean,
        earlier.status as earlier_status,
        case
            when earlier.invited_count >= 5 then least(1.0, earlier.n_people / cast(earlier.invited_count as double))
        end as earlier_rate,
        case
            when earlier.status = 'ok' then sqrt((
                (told.n_people - 1) * told.spread * told.spread
                + (earlier.n_people - 1) * earlier.spread * earlier.spread
            ) / (told.n_people + earlier.n_people - 2))
        end as pooled_spread
    from told
    left join told as earlier
        on told.previous_wave_id = earlier.survey_wave_id and told.signal_id = earlier.signal_id
),

spreads as (
    select
        paired.*,
        -- Of a share the spread is at most a half; of a score it is what both waves have, and at least a tenth of the
        -- scale, since a wave in which all agree does not make the next one exact.
        case
            when paired.status != 'ok' then null
            when not paired.is_score then 0.5
            else greatest(
                0.1 * (paired.scale_max - paired.scale_min),
                coalesce(paired.pooled_spread, paired.spread)
            )
        end as assumed_spread,
        -- Without an earlier wave: for a next one of as many people.
        case when paired.earlier_status = 'ok' then paired.earlier_people else paired.n_people end as other_people
    from paired
),

detectable as (
    select
        spreads.*,
        {{ detectable_change(
            'spreads.assumed_spread * spreads.assumed_spread * (1e0 / spreads.n_people + 1e0 / spreads.other_people)'
        ) }} as minimum_detectable_change
    from spreads
)

select
    detectable.survey_wave_id,
    detectable.team_id,
    detectable.signal_id,
    detectable.period_name,
    detectable.opened_on,
    detectable.closed_on,
    case when detectable.status != 'suppressed_privacy' then detectable.n_people end as n_people,
    detectable.scale_max,
    cast({{ rounded('detectable.told_mean', 2) }} as double) as value,
    cast(case
        when detectable.status = 'ok' and detectable.is_score
            then {{ rounded(rounded_to('greatest(detectable.spread, ' ~ margin ~ ')', 0.1), 2) }}
    end as double) as spread,
    cast(case
        when detectable.status = 'ok' and detectable.is_score then {{ rounded(rounded_to(
            'least(greatest(detectable.median, detectable.scale_min + ' ~ margin ~ '), '
            ~ 'detectable.scale_max - ' ~ margin ~ ')', 0.1
        ), 2) }}
    end as double) as median,
    cast(case
        when detectable.status = 'ok' then {{ rounded(rounded_to('detectable.agreement', 0.05), 2) }}
    end as double) as agreement,
    cast({{ rounded(rounded_to('detectable.rate', 0.05), 2) }} as double) as response_rate,
    cast({{ rounded(rounded_to('detectable.earlier_rate', 0.05), 2) }} as double) as earlier_response_rate,
    cast(detectable.minimum_detectable_change as double) as minimum_detectable_change,
    cast(case when detectable.status = 'ok' then {{ rounded('detectable.earlier_mean', 2) }} end as double)
        as earlier_value,
    cast(case
        when abs(detectable.told_mean - detectable.earlier_mean) + 1e-9 >= detectable.minimum_detectable_change
            then {{ rounded('detectable.told_mean - detectable.earlier_mean', 2) }}
    end as double) as change_since_last,
    cast({{ rounded('(detectable.told_mean + detectable.earlier_mean) / 2', 3) }} as double) as moving_average,
    detectable.status
from detectable
