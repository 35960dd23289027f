-- Jira's changelog names no link, and what was changed below a label or a severity of other tools is not landed.
{%- set names = {
    'highest': 1, 'blocker': 1, 'high': 2, 'critical': 2, 'medium': 3, 'major': 3, 'low': 4, 'minor': 4, 'lowest': 5,
    'trivial': 5,
} %}

with priorities as (
    select
        priorities.name,
        min(coalesce(
            cast({{ severity_of_priority('priorities.name') }} as integer),
            case lower(priorities.name)
                {%- for name, place in names.items() %}
                when '{{ name }}' then {{ place }}
                {%- endfor %}
            end
        )) as place
    from {{ ref('stg_jira__priorities') }} as priorities
    group by priorities.name
),

edits as (
    select
        'jira:' || changes.issue_change_id as edit_id,
        'jira:' || cast(changes.issue_id as {{ dbt.type_string() }}) as work_item_id,
        changes.changed_at as edited_at,
        case changes.field when 'issue_type' then 'type' when 'priority' then 'severity' else 'labels' end as field,
        coalesce(
            changes.field = 'issue_type'
            and lower(changes.from_value) in ('bug', 'defect')
            and lower(changes.to_value) not in ('bug', 'defect'),
            false
        ) as is_bug_to_other,
        coalesce(changes.field = 'priority' and after_it.place > before_it.place, false) as is_downgrade
    from {{ ref('stg_jira__issue_changes') }} as changes
    left join priorities as before_it on changes.from_value = before_it.name
    left join priorities as after_it on changes.to_value = after_it.name
    where changes.field in ('issue_type', 'priority', 'labels')
    union all
    select
        'gitlab:' || cast(notes.note_id as {{ dbt.type_string() }}) as edit_id,
        'gitlab:' || cast(notes.issue_id as {{ dbt.type_string() }}) as work_item_id,
        notes.created_at as edited_at,
        case notes.action when 'severity_changed' then 'severity' else 'labels' end as field,
        false as is_bug_to_other,
        false as is_downgrade
    from {{ ref('stg_gitlab__issue_notes') }} as notes
    where notes.action in ('severity_changed', 'labels_changed')
),

spans as (
    select
        changes.work_item_id,
        changes.category,
        changes.happened_at,
        lead(changes.happened_at) over (
            partition by changes.work_item_id order by changes.sequence_number nulls last
        ) as left_at
    from (
        select * from {{ ref('int_delivery__jira_transitions') }}
        union all
        select * from {{ ref('int_delivery__gitlab_transitions') }}
    ) as changes
),

-- What one save did together with closing or opening again is no edit of what was closed.
closed as (
    select distinct
        stays.team_id,
        edits.*
    from edits
    inner join spans
        on
            edits.work_item_id = spans.work_item_id
            and spans.category = 'done'
            and edits.edited_at > spans.happened_at
            and coalesce(edits.edited_at < spans.left_at, true)
    inner join {{ ref('int_delivery__work_item_stays') }} as stays
        on
            edits.work_item_id = stays.work_item_id
            and edits.edited_at >= stays.held_from
            and edits.edited_at < stays.held_to
    union all
    select distinct
        owners.team_id,
        'pagerduty:' || entries.log_entry_id as edit_id,
        alarms.alarm_id as work_item_id,
        entries.created_at as edited_at,
        'severity' as field,
        false as is_bug_to_other,
        false as is_downgrade
    from {{ ref('stg_pagerduty__log_entries') }} as entries
    inner join {{ ref('int_reliability__alarms') }} as alarms
        on 'pagerduty:' || entries.incident_id = alarms.alarm_id
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on
            alarms.service_id = owners.service_id
            and cast(entries.created_at as date) >= owners.valid_from
            and cast(entries.created_at as date) < owners.valid_to
    where
        entries.entry_type in ('priority_change', 'urgency_change')
        and entries.created_at > coalesce(alarms.mitigated_at, alarms.given_up_at)
)

select
    closed.team_id,
    dates.week_start,
    dates.date_day as edited_on,
    closed.edit_id,
    closed.field,
    closed.is_bug_to_other,
    closed.is_downgrade,
    coalesce(dates.date_day <= edges.first_until, false) or coalesce(dates.date_day >= edges.last_from, false)
        as is_near_cut
from closed
inner join {{ ref('int_ownership__teams') }} as teams on closed.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        closed.team_id = zones.team_id
        and cast(closed.edited_at as date) >= zones.valid_from
        and cast(closed.edited_at as date) < zones.valid_to
inner join {{ ref('int_calendar__dates') }} as dates
    on {{ local_date('closed.edited_at', 'zones.time_zone') }} = dates.date_day
left join {{ ref('int_calendar__quarter_edges') }} as edges
    on closed.team_id = edges.team_id and dates.quarter_start = edges.quarter_start
where closed.edited_at <= {{ as_of() }}
