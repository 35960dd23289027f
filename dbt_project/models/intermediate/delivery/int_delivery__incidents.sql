-- Several rules may name one issue; the first of them says how its labels are read.
with matched as (
    select
        issues.issue_id,
        issues.repository,
        issues.created_at,
        case when issues.closed_at <= {{ as_of() }} then issues.closed_at end as closed_at,
        {{ label_value('issues.labels', "coalesce(rules.severity_label_prefix, 'severity:')") }} as severity,
        {{ label_value(
            'issues.labels_when_first_read', "coalesce(rules.severity_label_prefix, 'severity:')"
        ) }} as first_severity,
        {{ label_value('issues.labels', "coalesce(rules.service_label_prefix, 'service:')") }} as service_id,
        {{ label_value('issues.labels', "'deployment:'") }} as stated_deployment_id,
        {{ label_value('issues.labels', "'alarm:'") }} as stated_alarm_id,
        row_number() over (
            partition by issues.issue_id
            order by rules.incident_rule_id nulls last
        ) as place
    from {{ ref('stg_github__issues') }} as issues
    inner join {{ ref('stg_file_drops__incident_rules') }} as rules
        on rules.kind = 'issue_label' and {{ has_label('issues.labels', 'rules.label') }}
    where issues.created_at <= {{ as_of() }}
)

select
    matched.issue_id,
    matched.repository,
    matched.created_at,
    matched.closed_at,
    matched.severity,
    coalesce(matched.first_severity, matched.severity) as severity_at_declaration,
    matched.service_id,
    matched.stated_deployment_id,
    matched.stated_alarm_id
from matched
where matched.place = 1
