with items as (
    select
        actions.action_id as item_id,
        actions.team_id,
        {{ text_literal(none) }} as person_id,
        actions.opened_at as occurred_at,
        actions.days_open as duration,
        actions.is_done as is_observed
    from {{ ref('int_operations__incident_actions') }} as actions
)

{{ survival_share_metric('action_done_on_time', 'items', within=90, grains=['quarter']) }}
