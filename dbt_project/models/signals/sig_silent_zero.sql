with expected as (
    select * from {{ ref('int_landing__expected_daily_events') }}
),

fitted as (
    select
        source,
        stream,
        count(*) as n_days,
        sum(n_events) as n_events,
        -- Moments of the negative binomial, variance = mean + dispersion * mean squared; one mean a weekday was fitted.
        greatest(0, (
            sum((n_events - expected_events) * (n_events - expected_events)) * count(*) / nullif(count(*) - 7, 0)
            - sum(expected_events)
        ) / nullif(sum(expected_events * expected_events), 0)) as dispersion
    from expected
    where not is_silent
    group by source, stream
),

silences as (
    select
        expected.source,
        expected.stream,
        count(*) as n_days,
        -- Minus the natural logarithm of the probability that every one of these days has no event.
        sum(
            case
                when fitted.dispersion > 0
                    then ln(1 + fitted.dispersion * expected.expected_events) / fitted.dispersion
                else expected.expected_events
            end
        ) as surprise
    from expected
    inner join fitted on expected.source = fitted.source and expected.stream = fitted.stream
    where expected.is_silent
    group by expected.source, expected.stream
)

select
    'B1' as check_id,
    fitted.source,
    fitted.stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    'organisation' as scope,
    -- Rounded, because the order in which threads add fractions moves the last digits from run to run.
    case
        when fitted.n_days >= 56 then {{ rounded('cast(coalesce(silences.surprise, 0) / ln(10) as double)', 9) }}
    end as statistic,
    cast(3 as double) as threshold,
    coalesce(silences.n_days, 0) || ' silent days after ' || fitted.n_events || ' events in '
    || fitted.n_days || ' days' as detail,
    coalesce(silences.n_days, 0) as n_silent_days,
    fitted.n_days as n_baseline_days,
    cast(fitted.n_events as bigint) as n_baseline_events,
    fitted.dispersion
from fitted
left join silences on fitted.source = silences.source and fitted.stream = silences.stream
