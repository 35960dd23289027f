-- An issue and an alarm are one incident if the issue names the alarm, or if they begin together.
with candidates as (
    select distinct
        issues.issue_id,
        alarms.alarm_id,
        alarms.is_declared,
        coalesce(issues.stated_alarm_id = alarms.alarm_id, false) as is_stated,
        abs({{ seconds_between('alarms.started_at', 'issues.created_at') }}) as seconds_apart
    from {{ ref('int_delivery__incidents') }} as issues
    inner join {{ ref('int_reliability__issue_services') }} as services on issues.issue_id = services.issue_id
    inner join {{ ref('int_reliability__alarms') }} as alarms on services.service_id = alarms.service_id
    where
        issues.stated_alarm_id = alarms.alarm_id
        or (
            issues.stated_alarm_id is null
            and abs({{ seconds_between('alarms.started_at', 'issues.created_at') }}) <= 1800
        )
),

ranked as (
    select
        candidates.*,
        row_number() over (
            partition by candidates.issue_id
            order by
                case when candidates.is_stated then 0 when candidates.is_declared then 1 else 2 end asc nulls last,
                candidates.seconds_apart asc nulls last,
                candidates.alarm_id asc nulls last
        ) as place_for_issue,
        row_number() over (
            partition by candidates.alarm_id
            order by
                case when candidates.is_stated then 0 else 1 end asc nulls last,
                candidates.seconds_apart asc nulls last,
                candidates.issue_id asc nulls last
        ) as place_for_alarm
    from candidates
)

select
    ranked.issue_id,
    ranked.alarm_id
from ranked
where ranked.place_for_issue = 1 and ranked.place_for_alarm = 1
