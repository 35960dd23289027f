with items as (
    select
        measured.team_id,
        measured.grain,
        measured.period_start,
        measured.counted_accounts as numerator,
        measured.all_accounts as denominator,
        measured.all_accounts as n_counted
    from {{ ref('int_customer__adoption_at_period_end') }} as measured
    where measured.share_kind = 'adoption' and measured.audience = 'external'
)

{{ tally_metric('adoption', 'items', is_placed=true) }}
