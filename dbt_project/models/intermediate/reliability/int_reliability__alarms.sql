-- Resolved by a timeout, nobody said it was over: it has lasted at least until then.
with given_up as (
    select distinct entries.incident_id
    from {{ ref('stg_pagerduty__log_entries') }} as entries
    where entries.entry_type = 'resolve' and entries.channel_type = 'timeout'
),

aliases as (
    select * from {{ ref('stg_file_drops__service_aliases') }}
),

watched as (
    select distinct aliases.service_id from aliases
    where aliases.source = 'pagerduty'
),

paged as (
    select
        'pagerduty:' || incidents.incident_id as alarm_id,
        'pagerduty' as tool,
        aliases.service_id,
        incidents.created_at as started_at,
        case when incidents.resolved_at <= {{ as_of() }} then incidents.resolved_at end as ended_at,
        given_up.incident_id is not null as is_given_up,
        {{ severity_of_priority('incidents.priority') }} as severity,
        {{ severity_of_priority('incidents.priority_when_first_read') }} as first_severity
    from {{ ref('stg_pagerduty__incidents') }} as incidents
    inner join aliases
        on aliases.source = 'pagerduty' and incidents.service_id = aliases.external_id
    left join given_up on incidents.incident_id = given_up.incident_id
    where incidents.created_at <= {{ as_of() }} and incidents.merged_into_incident_id is null
),

-- Of a service that PagerDuty watches, the exports would tell the same a second time.
exported as (
    select
        'alert_exports:' || alerts.alert_id as alarm_id,
        'alert_exports' as tool,
        services.service_id,
        alerts.created_at as started_at,
        alerts.closed_at as ended_at,
        false as is_given_up,
        {{ severity_of_priority('alerts.priority') }} as severity,
        {{ severity_of_priority('alerts.first_priority') }} as first_severity
    from {{ ref('int_quality__alerts') }} as alerts
    left join aliases
        on aliases.source = 'alert_exports' and alerts.service = aliases.external_id
    inner join {{ ref('stg_file_drops__services') }} as services
        on coalesce(aliases.service_id, alerts.service) = services.service_id
    left join watched on services.service_id = watched.service_id
    where alerts.created_at <= {{ as_of() }} and watched.service_id is null
),

alarms as (
    select * from paged
    union all
    select * from exported
)

select
    alarms.alarm_id,
    alarms.tool,
    alarms.service_id,
    alarms.started_at,
    case when not alarms.is_given_up then alarms.ended_at end as mitigated_at,
    case when alarms.is_given_up then alarms.ended_at end as given_up_at,
    alarms.severity,
    coalesce(alarms.first_severity, alarms.severity) as severity_at_declaration,
    -- People give an incident of PagerDuty a priority; an alert always has one.
    case
        when alarms.tool = 'pagerduty' then alarms.severity is not null
        else coalesce(alarms.severity in ('1', '2'), false)
    end as is_declared
from alarms
