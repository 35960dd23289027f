with sizes as (
    select
        compared.*,
        least(compared.n_recent, compared.n_before) as n_least,
        -- Work that changes moves a median and the shape with it; another unit moves all values by one factor.
        case
            when compared.distance_when_scaled <= compared.distance / 3
                then greatest(
                    compared.median_recent / compared.median_before, compared.median_before / compared.median_recent
                )
            else 1
        end as factor
    from {{ ref('int_landing__size_comparisons') }} as compared
),

measured as (
    select
        sizes.*,
        'drift' as measure,
        50 as n_min,
        -- Minus the decimal logarithm of p; below what a fraction can hold it is 300.
        -ln(greatest(sizes.p, 1e-300)) / ln(10) as statistic,
        3 as threshold
    from sizes
    union all
    select
        sizes.*,
        'stability_index' as measure,
        -- Of fewer values it is large by chance alone.
        200 as n_min,
        stability_index as statistic,
        0.2 as threshold
    from sizes
    union all
    select
        sizes.*,
        'unit_changed' as measure,
        50 as n_min,
        factor as statistic,
        20 as threshold
    from sizes
)

select
    'B11' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    size_name as scope,
    -- Rounded, because the order in which threads add fractions moves the last digits from run to run.
    case when n_least >= n_min then {{ rounded('cast(statistic as double)', 9) }} end as statistic,
    cast(threshold as double) as threshold,
    case
        when n_least >= n_min
            then
                'median ' || median_recent || ' of ' || n_recent || ' in the last 28 days, '
                || median_before || ' of ' || n_before || ' in the 26 weeks before'
        else 'fewer than ' || n_min || ' values in the last 28 days, or in the 26 weeks before'
    end as detail,
    measure
from measured
