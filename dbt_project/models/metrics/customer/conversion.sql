with items as (
    select
        cohorts.cohort_id as item_id,
        cohorts.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        cohorts.started_at as occurred_at,
        cohorts.converted_count as numerator,
        cohorts.entered_count as denominator,
        cohorts.entered_count as n_counted
    from {{ ref('int_customer__conversion_cohorts') }} as cohorts
    where cohorts.is_mature
)

{{ tally_metric('conversion', 'items') }}
