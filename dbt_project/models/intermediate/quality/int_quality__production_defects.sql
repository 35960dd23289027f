-- Once a bug, always a bug: the history tells what an issue was before somebody changed its type.
with once_bugs as (
    select distinct changes.issue_id
    from {{ ref('stg_jira__issue_changes') }} as changes
    where
        changes.field = 'issue_type'
        and changes.changed_at <= {{ as_of() }}
        and (lower(changes.from_value) in ('bug', 'defect') or lower(changes.to_value) in ('bug', 'defect'))
),

defects as (
    select
        issues.issue_id,
        issues.project_key,
        issues.components,
        issues.created_at
    from {{ ref('stg_jira__issues') }} as issues
    left join once_bugs on issues.issue_id = once_bugs.issue_id
    where
        issues.created_at <= {{ as_of() }}
        and (lower(issues.issue_type) in ('bug', 'defect') or once_bugs.issue_id is not null)
        and coalesce(lower(issues.resolution), '') != 'duplicate'
        and coalesce({{ label_value('issues.labels', "'found-in:'") }}, 'production') = 'production'
),

aliases as (
    select
        services.service_id,
        services.service_id as component
    from {{ ref('stg_file_drops__services') }} as services
    union
    select
        aliases.service_id,
        aliases.external_id as component
    from {{ ref('stg_file_drops__service_aliases') }} as aliases
    where aliases.source = 'jira'
),

by_component as (
    select distinct
        components.issue_id,
        aliases.service_id
    from {{ split_rows('defects', ['issue_id'], 'components', 'component') }} as components
    inner join aliases on components.component = aliases.component
),

-- Without a component it may be of any service its project's team owned then.
by_project as (
    select distinct
        defects.issue_id,
        owners.service_id
    from defects
    inner join {{ ref('stg_file_drops__team_aliases') }} as teams
        on teams.source = 'jira' and defects.project_key = teams.external_id
    inner join {{ ref('int_ownership__service_owners') }} as owners
        on
            teams.team_id = owners.team_id
            and cast(defects.created_at as date) >= owners.valid_from
            and cast(defects.created_at as date) < owners.valid_to
    left join by_component on defects.issue_id = by_component.issue_id
    where by_component.issue_id is null
),

services as (
    select * from by_component
    union all
    select * from by_project
)

select
    cast(defects.issue_id as {{ dbt.type_string() }}) || ':' || services.service_id as defect_service_id,
    defects.issue_id,
    services.service_id,
    defects.created_at as found_at
from defects
inner join services on defects.issue_id = services.issue_id
