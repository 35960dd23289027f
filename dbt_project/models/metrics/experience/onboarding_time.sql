with items as (
    select
        onboardings.start_id as item_id,
        onboardings.team_id,
        onboardings.person_id,
        onboardings.started_on,
        onboardings.duration_days as duration,
        onboardings.is_onboarded as is_observed
    from {{ ref('int_experience__onboardings') }} as onboardings
)

{{ rolling_survival_metric('onboarding_time', 'items', quantile=0.5) }}
