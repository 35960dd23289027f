with items as (
    select
        cohorts.cohort_id as item_id,
        cohorts.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        cohorts.started_at as occurred_at,
        cohorts.reversed_count as numerator,
        cohorts.converted_count as denominator,
        cohorts.converted_count as n_counted
    from {{ ref('int_customer__conversion_cohorts') }} as cohorts
    where cohorts.is_mature and cohorts.reversed_count is not null
)

{{ tally_metric('conversion_reversal', 'items') }}
