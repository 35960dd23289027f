-- Of every signal that is counted: the quarter, and the four quarters before it added up.
with before as (
    select
        counts.team_id,
        counts.signal_id,
        counts.period_start,
        sum(earlier.n_items) as earlier_items,
        sum(earlier.numerator) as earlier_numerator,
        sum(earlier.denominator) as earlier_denominator,
        avg(earlier.n_measured_days) as usual_measured_days
    from {{ ref('int_safety__counts') }} as counts
    inner join {{ ref('int_safety__counts') }} as earlier
        on
            counts.team_id = earlier.team_id
            and counts.signal_id = earlier.signal_id
            and counts.period_start > earlier.period_start
            and {{ days_between('earlier.period_start', 'counts.period_start') }} <= 366
    group by counts.team_id, counts.signal_id, counts.period_start
),

compared as (
    select
        counts.*,
        before.earlier_items,
        before.earlier_numerator,
        before.earlier_denominator,
        before.usual_measured_days,
        -- Pulled a little towards a half, so that nothing out of nothing is not taken for certain.
        (counts.numerator + before.earlier_numerator + 2e0)
        / (counts.denominator + before.earlier_denominator + 4e0) as pooled_share,
        (counts.numerator + before.earlier_numerator + 1e0)
        / nullif(counts.denominator + before.earlier_denominator, 0) as pooled_rate,
        1e0 / nullif(counts.denominator, 0) + 1e0 / nullif(before.earlier_denominator, 0) as one_by_sizes
    from {{ ref('int_safety__counts') }} as counts
    left join before
        on
            counts.team_id = before.team_id
            and counts.signal_id = before.signal_id
            and counts.period_start = before.period_start
),

silent as (
    select
        compared.team_id,
        compared.signal_id,
        compared.period_start,
        compared.numerator,
        compared.denominator - compared.numerator as spoken,
        compared.earlier_numerator,
        compared.earlier_denominator - compared.earlier_numerator as earlier_spoken
    from compared
    where compared.signal_id = 'silent_reviews' and compared.earlier_denominator > 0
),

tested as (
    select * from {{ fisher_greater(
        'silent', ['team_id', 'signal_id', 'period_start'], 'numerator', 'spoken', 'earlier_numerator', 'earlier_spoken'
    ) }} as tests
)

select
    compared.team_id,
    compared.signal_id,
    compared.period_start,
    compared.n_items,
    compared.n_people,
    compared.numerator / nullif(cast(compared.denominator as double), 0) as value,
    cast(null as double) as spread,
    cast(compared.earlier_items as bigint) as earlier_items,
    cast(compared.earlier_numerator / nullif(cast(compared.earlier_denominator as double), 0) as double)
        as earlier_value,
    cast(case
        -- Incidents to a breach are counts, which may be more than one.
        when compared.signal_id = 'incident_reporting'
            then {{ detectable_change('compared.pooled_rate * compared.one_by_sizes') }}
        else {{ detectable_change('compared.pooled_share * (1 - compared.pooled_share) * compared.one_by_sizes') }}
    end as double) as minimum_detectable_change,
    cast({{ rounded('tested.p', 9) }} as double) as p_more,
    compared.n_measured_days between 0.8 * compared.usual_measured_days and 1.25 * compared.usual_measured_days
        as is_measured_alike
from compared
left join tested
    on
        compared.team_id = tested.team_id
        and compared.signal_id = tested.signal_id
        and compared.period_start = tested.period_start
union all
-- The error of a median is about 1.2533 times that of a mean.
select
    risks.team_id,
    'risk_raise_lead_time' as signal_id,
    risks.period_start,
    risks.n_items,
    cast(null as bigint) as n_people,
    risks.median as value,
    risks.spread,
    risks.earlier_items,
    risks.earlier_median as earlier_value,
    {{ detectable_change(
        '1.5708 * (risks.spread * risks.spread / risks.n_items'
        ~ ' + risks.earlier_spread * risks.earlier_spread / risks.earlier_items)'
    ) }} as minimum_detectable_change,
    cast(null as double) as p_more,
    cast(null as boolean) as is_measured_alike
from {{ ref('int_safety__risk_lead_times') }} as risks
