-- Counted once for a team, in the week in which it last became done; whether it came back before is remembered.
with dones as (
    select
        entries.work_item_id,
        entries.team_id,
        max(entries.entered_at) as done_at,
        bool_or(entries.is_undone) as is_reopened
    from {{ ref('int_delivery__done_entries') }} as entries
    group by entries.work_item_id, entries.team_id
),

once_bugs as (
    select distinct 'jira:' || cast(changes.issue_id as {{ dbt.type_string() }}) as work_item_id
    from {{ ref('stg_jira__issue_changes') }} as changes
    where
        changes.field = 'issue_type'
        and changes.changed_at <= {{ as_of() }}
        and (lower(changes.from_value) in ('bug', 'defect') or lower(changes.to_value) in ('bug', 'defect'))
),

links as (
    select
        'jira:' || cast(links.issue_id as {{ dbt.type_string() }}) as work_item_id,
        'jira:' || cast(links.other_issue_id as {{ dbt.type_string() }}) as other_work_item_id,
        links.direction = 'outward'
        and lower(links.link_type) in ('cloners', 'clone', 'clones', 'duplicate', 'duplicates') as is_copy,
        coalesce(projects.project_type = 'service_desk', false) as is_to_service_desk
    from {{ ref('stg_jira__issue_links') }} as links
    left join {{ ref('stg_jira__issues') }} as other_issues on links.other_issue_id = other_issues.issue_id
    left join {{ ref('stg_jira__projects') }} as projects on other_issues.project_key = projects.project_key
),

-- Opening something again is near what it repeats: near its opening, or near one of its ends.
originals as (
    select
        items.work_item_id,
        items.created_at as happened_at
    from {{ ref('int_delivery__tracked_items') }} as items
    union all
    select
        spells.work_item_id,
        spells.entered_at as happened_at
    from {{ ref('int_delivery__work_item_spells') }} as spells
    where spells.category = 'done'
),

linked as (
    select
        items.work_item_id,
        bool_or(links.is_to_service_desk) as is_support_linked,
        bool_or(
            links.is_copy
            and coalesce(
                {{ seconds_between('originals.happened_at', 'items.created_at') }} between 0 and 14 * 86400, false
            )
        ) as is_clone
    from links
    inner join {{ ref('int_delivery__tracked_items') }} as items on links.work_item_id = items.work_item_id
    left join originals on links.other_work_item_id = originals.work_item_id
    group by items.work_item_id
),

transitions as (
    select
        changes.work_item_id,
        count(*) as transition_count
    from (
        select * from {{ ref('int_delivery__jira_transitions') }}
        union all
        select * from {{ ref('int_delivery__gitlab_transitions') }}
    ) as changes
    where changes.sequence_number > 0
    group by changes.work_item_id
),

spells as (
    select
        spells.work_item_id,
        count(*) as spell_count,
        count(case when {{ seconds_between('spells.entered_at', 'spells.left_at') }} < 600 then 1 end)
            as short_spell_count
    from {{ ref('int_delivery__work_item_spells') }} as spells
    where spells.category = 'in_progress'
    group by spells.work_item_id
)

select
    dones.team_id,
    weeks.period_start as week_start,
    {{ local_date('dones.done_at', 'zones.time_zone') }} as done_on,
    dones.work_item_id as item_id,
    items.item_type in ('bug', 'defect') as is_bug,
    items.item_type in ('bug', 'defect') or once_bugs.work_item_id is not null as was_bug,
    coalesce(linked.is_support_linked, false)
    or {{ has_label('items.labels', "'" ~ var('customer_request_label') ~ "'") }} as is_support_linked,
    coalesce(linked.is_clone, false) as is_clone,
    coalesce(finished.is_committed and finished.cycle_hours >= 4 and not finished.is_clone, false) as is_committed,
    dones.is_reopened,
    issues.story_points as points,
    cast(finished.cycle_hours as double) as cycle_hours,
    coalesce(transitions.transition_count, 0) as transition_count,
    coalesce(spells.spell_count, 0) as spell_count,
    coalesce(spells.short_spell_count, 0) as short_spell_count
from dones
inner join {{ ref('int_delivery__tracked_items') }} as items on dones.work_item_id = items.work_item_id
inner join {{ ref('int_ownership__teams') }} as teams on dones.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__periods') }} as weeks
    on
        dones.team_id = weeks.team_id
        and weeks.grain = 'week'
        and dones.done_at >= weeks.starts_at_utc
        and dones.done_at < weeks.ends_at_utc
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        dones.team_id = zones.team_id
        and weeks.period_start >= zones.valid_from
        and weeks.period_start < zones.valid_to
left join {{ ref('int_delivery__finished_work_items') }} as finished
    on dones.work_item_id = finished.work_item_id and dones.team_id = finished.team_id
left join {{ ref('stg_jira__issues') }} as issues
    on dones.work_item_id = 'jira:' || cast(issues.issue_id as {{ dbt.type_string() }})
left join once_bugs on dones.work_item_id = once_bugs.work_item_id
left join linked on dones.work_item_id = linked.work_item_id
left join transitions on dones.work_item_id = transitions.work_item_id
left join spells on dones.work_item_id = spells.work_item_id
