-- Turns, not days: the days of one turn come together. Several policies may share a rota, whose turn is one.
select distinct
    coalesce(on_calls.schedule_id, on_calls.escalation_policy_id)
    || ':' || cast(on_calls.started_at as {{ dbt.type_string() }}) as event_id,
    identities.person_id,
    on_calls.started_at as occurred_at
from {{ ref('stg_pagerduty__on_calls') }} as on_calls
inner join {{ ref('stg_file_drops__identities') }} as identities
    on identities.source = 'pagerduty' and lower(on_calls.user_id) = lower(identities.account)
where
    on_calls.escalation_level = 1
    and on_calls.started_at < {{ as_of() }}
    and identities.person_id is not null
