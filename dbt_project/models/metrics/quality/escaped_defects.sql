-- Per hundred deployments: numerator and denominator are divided by 100 where they are published.
with items as (
    select
        cohort.deployment_service_id as item_id,
        cohort.team_id,
        cohort.person_id,
        cohort.finished_at as occurred_at,
        100 * cohort.n_defects as numerator,
        1 as denominator
    from {{ ref('int_quality__deployment_cohort') }} as cohort
)

{{ ratio_metric('escaped_defects', 'items', in_a_unit=100) }}
