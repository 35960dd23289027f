with alarms as (
    select
        alarms.alarm_id,
        alarms.tool,
        min(alarms.started_at) as started_at,
        min(alarms.mitigated_at) as mitigated_at,
        min(alarms.given_up_at) as given_up_at,
        min(alarms.severity) as severity,
        min(alarms.severity_at_declaration) as severity_at_declaration,
        bool_or(alarms.is_declared) as is_declared
    from {{ ref('int_reliability__alarms') }} as alarms
    group by alarms.alarm_id, alarms.tool
),

pairs as (
    select * from {{ ref('int_reliability__alarms_of_issues') }}
),

from_issues as (
    select
        issues.issue_id as incident_id,
        'issue' as declared_in,
        issues.issue_id,
        alarms.alarm_id,
        issues.created_at as declared_at,
        least(issues.created_at, coalesce(alarms.started_at, issues.created_at)) as started_at,
        -- The alarm's end is the tool's own; the issue's is when somebody tidied up.
        coalesce(alarms.mitigated_at, issues.closed_at) as mitigated_at,
        alarms.given_up_at,
        coalesce(issues.severity, alarms.severity) as severity,
        coalesce(issues.severity_at_declaration, alarms.severity_at_declaration) as severity_at_declaration,
        issues.stated_deployment_id
    from {{ ref('int_delivery__incidents') }} as issues
    left join pairs on issues.issue_id = pairs.issue_id
    left join alarms on pairs.alarm_id = alarms.alarm_id
),

from_alarms as (
    select
        alarms.alarm_id as incident_id,
        alarms.tool as declared_in,
        cast(null as {{ dbt.type_string() }}) as issue_id,
        alarms.alarm_id,
        alarms.started_at as declared_at,
        alarms.started_at,
        alarms.mitigated_at,
        alarms.given_up_at,
        alarms.severity,
        alarms.severity_at_declaration,
        cast(null as {{ dbt.type_string() }}) as stated_deployment_id
    from alarms
    left join pairs on alarms.alarm_id = pairs.alarm_id
    where pairs.alarm_id is null and alarms.is_declared
),

incidents as (
    select * from from_issues
    union all
    select * from from_alarms
)

select
    incidents.*,
    -- An issue without a severity is taken for a severe one: else not saying it would pay.
    coalesce(incidents.severity in ('1', '2'), true) as is_urgent,
    coalesce(incidents.severity_at_declaration in ('1', '2'), true) as is_urgent_at_declaration,
    incidents.mitigated_at is not null as is_mitigated,
    {{ seconds_between(
        'incidents.started_at',
        'coalesce(incidents.mitigated_at, incidents.given_up_at, ' ~ as_of() ~ ')'
    ) }} / 3600 as hours
from incidents
