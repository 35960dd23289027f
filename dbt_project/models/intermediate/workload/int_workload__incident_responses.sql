-- Incidents, not hours: hours of one incident come together, and would look uneven where incidents fall evenly.
select
    entries.incident_id as event_id,
    identities.person_id,
    min(entries.created_at) as occurred_at
from {{ ref('stg_pagerduty__log_entries') }} as entries
inner join {{ ref('stg_file_drops__identities') }} as identities
    on identities.source = 'pagerduty' and lower(entries.agent_id) = lower(identities.account)
where
    entries.agent_type = 'user'
    -- Raising an alarm, or being told of one, is not yet answering it.
    and entries.entry_type not in ('trigger', 'notify')
    and entries.created_at <= {{ as_of() }}
    and identities.person_id is not null
group by entries.incident_id, identities.person_id
