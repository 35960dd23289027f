-- Incidents of issues and PagerDuty, which deployments failed, and when each was over.
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

repairs as (
    select
        merged.pull_request_id, merged.created_at, merged.merged_at, merged.service_id,
        list_has_any(
            string_split(merged.labels, ','),
            (select coalesce(list(label), []) from incident_rules where kind = 'hotfix_label')
        ) as is_hotfix,
        (merged.reverts_number is not null or merged.reverts_sha is not null)
        and exists (select 1 from incident_rules where kind = 'revert') as is_revert,
        coalesce(by_number.pull_request_id, by_commit.pull_request_id, by_commit.commit_id) as reverted
    from merged
    left join pull_requests as by_number
        on merged.repository = by_number.repository and merged.reverts_number = by_number.number
    left join commit_changes as by_commit
        on merged.repository = by_commit.repository and merged.reverts_sha = by_commit.commit_sha
),

changes_made as (
    select * from deployed where is_change
),

links as (
    select made.item_id, incident_id, null as repair
    from all_incidents as incidents inner join changes_made as made using (deployment_id)
    where incidents.is_urgent and declared_at between finished_at and finished_at + interval 72 hours
    union all
    select distinct made.item_id, null, repairs.pull_request_id
    from repairs inner join arrived on repairs.is_revert and repairs.reverted = arrived.change_id
    inner join changes_made as made on arrived.deployment = made.item_id
    where repairs.merged_at between made.finished_at and made.finished_at + interval 72 hours
    union all
    (
        select made.item_id, incidents.incident_id, null
        from all_incidents as incidents inner join incident_services as services using (incident_id)
        inner join changes_made as made on services.service_id = made.service_id
        where incidents.is_urgent
            and made.finished_at < declared_at and declared_at <= made.finished_at + interval 24 hours
            and incidents.incident_id not in (
                select stated.incident_id
                from all_incidents as stated inner join changes_made as named using (deployment_id)
                where stated.is_urgent
                    and stated.declared_at between named.finished_at and named.finished_at + interval 72 hours
            )
        qualify row_number() over (
            partition by incidents.incident_id, made.service_id order by made.place desc
        ) = 1
    )
    union all
    (
        select made.item_id, null, repairs.pull_request_id
        from repairs inner join changes_made as made using (service_id)
        where repairs.is_hotfix
            and made.finished_at < created_at and created_at <= made.finished_at + interval 72 hours
        qualify row_number() over (partition by repairs.pull_request_id order by made.place desc) = 1
    )
),

noticed as (
    select
        links.item_id, min(coalesce(incidents.started_at, repairs.created_at)) as noticed_at,
        if(count(links.incident_id) = count(mitigated_at), max(mitigated_at), null) as incidents_ended_at
    from links
    left join all_incidents as incidents on links.incident_id = incidents.incident_id
    left join repairs on links.repair = repairs.pull_request_id
    group by links.item_id
),

failures as (
    select
        made.item_id, made.team_id, made.finished_at,
        greatest(noticed.noticed_at, made.finished_at) as detected_at,
        coalesce(noticed.incidents_ended_at, repaired.restored_at) as ended_at,
        ended_at is not null as is_restored,
        if(is_restored, greatest(ended_at, made.finished_at), null) as restored_at
    from changes_made as made inner join noticed using (item_id)
    left join (
        select links.item_id, min(arrived.finished_at) as restored_at
        from links inner join changes_made as failed using (item_id)
        inner join arrived on links.repair = arrived.pull_request_id and failed.service_id = arrived.service_id
        where arrived.finished_at > failed.finished_at
        group by links.item_id
    ) as repaired using (item_id)
),
