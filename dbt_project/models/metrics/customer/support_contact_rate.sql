{#- A thousand accounts, 28 days each. -#}
{%- set account_days_in_a_unit = 1000 * 28 -%}

with items as (
    select
        support_days.support_day_id as item_id,
        support_days.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        support_days.started_at as occurred_at,
        support_days.contact_count * {{ account_days_in_a_unit }} as numerator,
        support_days.active_account_count as denominator,
        support_days.contact_count as n_counted
    from {{ ref('int_customer__support_days') }} as support_days
)

{{ tally_metric('support_contact_rate', 'items', in_a_unit=account_days_in_a_unit) }}
