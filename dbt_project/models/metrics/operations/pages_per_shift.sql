with items as (
    select
        pages.item_id,
        pages.team_id,
        pages.person_id,
        pages.paged_at as occurred_at
    from {{ ref('int_operations__pages') }} as pages
),

exposures as (
    select
        oncall_time.item_id,
        oncall_time.team_id,
        oncall_time.person_id,
        oncall_time.occurred_at,
        oncall_time.seconds_on_call as exposure
    from {{ ref('int_operations__oncall_time') }} as oncall_time
)

-- A shift is twelve hours.
{{ rate_metric('pages_per_shift', 'items', 'exposures', in_a_unit=43200) }}
