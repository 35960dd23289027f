-- Incidents of issues and PagerDuty, and the services they concern.
alarms as (
    select
        'pagerduty:' || incidents.incident_id as alarm_id, aliases.service_id, incidents.created_at as started_at,
        if(resolved_at <= {as_of} and not is_given_up, resolved_at, null) as mitigated_at,
        if(resolved_at <= {as_of} and is_given_up, resolved_at, null) as given_up_at,
        nullif(regexp_extract(priority, '[1-5]$'), '') as severity
    from incidents
    inner join service_aliases as aliases
        on aliases.source = 'pagerduty' and incidents.service_id = aliases.external_id
    cross join lateral (
        select incidents.incident_id in (
            select incident_id from log_entries where entry_type = 'resolve' and channel_type = 'timeout'
        ) as is_given_up
    ) as given_up
    where incidents.created_at <= {as_of} and merged_into_incident_id is null
),

issue_incidents as (
    select
        issues.issue_id, issues.repository, issues.created_at,
        if(issues.closed_at <= {as_of}, issues.closed_at, null) as closed_at,
        regexp_extract(labels, '(^|,)' || coalesce(severity_label_prefix, 'severity:') || '([^,]*)', 2) as severity,
        regexp_extract(labels, '(^|,)' || coalesce(service_label_prefix, 'service:') || '([^,]*)', 2) as service_id,
        regexp_extract(labels, '(^|,)deployment:([^,]*)', 2) as deployment_id,
        regexp_extract(labels, '(^|,)alarm:([^,]*)', 2) as alarm_id
    from issues inner join incident_rules as rules
        on rules.kind = 'issue_label' and list_contains(string_split(labels, ','), label)
    where issues.created_at <= {as_of}
    qualify row_number() over (partition by issue_id order by incident_rule_id) = 1
),

issue_services as (
    select issues.issue_id, services.service_id
    from issue_incidents as issues inner join services on issues.repository = services.repository
    where issues.service_id = ''
    union all
    select issues.issue_id, services.service_id
    from issue_incidents as issues inner join services on issues.service_id = services.service_id
),

candidates as (
    select distinct
        issues.issue_id, alarms.alarm_id, issues.alarm_id = alarms.alarm_id as is_stated,
        alarms.severity is not null as is_declared,
        abs(epoch_us(issues.created_at) - epoch_us(alarms.started_at)) as apart
    from issue_incidents as issues inner join issue_services as concerned using (issue_id)
    inner join alarms on concerned.service_id = alarms.service_id
    where issues.alarm_id = alarms.alarm_id or (issues.alarm_id = '' and apart <= 1800000000)
),

pairs as (
    select issue_id, alarm_id from candidates
    qualify
        row_number() over (
            partition by issue_id order by is_stated desc, is_declared desc, apart, alarm_id
        ) = 1
        and row_number() over (partition by alarm_id order by is_stated desc, apart, issue_id) = 1
),

one_alarm as (
    select
        alarm_id, min(started_at) as started_at, min(mitigated_at) as mitigated_at,
        min(given_up_at) as given_up_at, min(severity) as severity
    from alarms group by alarm_id
),

all_incidents as (
    select
        issues.issue_id as incident_id, issues.issue_id, pairs.alarm_id, issues.created_at as declared_at,
        least(issues.created_at, coalesce(alarms.started_at, issues.created_at)) as started_at,
        coalesce(alarms.mitigated_at, issues.closed_at) as mitigated_at, alarms.given_up_at,
        coalesce(nullif(issues.severity, ''), alarms.severity, '1') in ('1', '2') as is_urgent,
        nullif(issues.deployment_id, '') as deployment_id
    from issue_incidents as issues
    left join pairs on issues.issue_id = pairs.issue_id
    left join one_alarm as alarms on pairs.alarm_id = alarms.alarm_id
    union all
    select
        alarm_id, null, alarm_id, started_at, started_at, mitigated_at, given_up_at, severity in ('1', '2'), null
    from one_alarm
    where severity is not null and alarm_id not in (select alarm_id from pairs)
),

incident_services as (
    select distinct incident_id, started_at, alarms.service_id
    from all_incidents as incidents inner join (select alarm_id, service_id from alarms) as alarms using (alarm_id)
    union all
    select incident_id, started_at, service_id
    from all_incidents as incidents inner join issue_services using (issue_id) where incidents.alarm_id is null
),

