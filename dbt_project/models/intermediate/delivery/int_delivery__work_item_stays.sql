with key_changes as (
    select
        changes.issue_id,
        changes.from_value,
        changes.to_value,
        changes.changed_at,
        row_number() over (
            partition by changes.issue_id order by changes.changed_at nulls last, changes.history_id nulls last
        ) as place
    from {{ ref('stg_jira__issue_changes') }} as changes
    where changes.field = 'issue_key'
),

keys as (
    select
        issues.issue_id,
        coalesce(first_changes.from_value, issues.issue_key) as issue_key,
        issues.created_at as held_from,
        0 as place
    from {{ ref('stg_jira__issues') }} as issues
    left join key_changes as first_changes on issues.issue_id = first_changes.issue_id and first_changes.place = 1
    union all
    select
        changes.issue_id,
        changes.to_value as issue_key,
        changes.changed_at as held_from,
        changes.place
    from key_changes as changes
),

projects as (
    select
        keys.issue_id,
        {{ dbt.split_part('keys.issue_key', "'-'", 1) }} as project_key,
        keys.held_from,
        coalesce(
            lead(keys.held_from) over (partition by keys.issue_id order by keys.place nulls last),
            cast('9999-12-31' as timestamp)
        ) as held_to
    from keys
),

trackers as (
    select
        aliases.team_id,
        aliases.external_id as project_key
    from {{ ref('stg_file_drops__team_aliases') }} as aliases
    where aliases.source = 'jira'
),

gitlab_projects as (
    select
        owners.service_id,
        owners.team_id,
        coalesce(aliases.external_id, owners.repository) as project,
        cast(owners.valid_from as timestamp) as held_from,
        cast(owners.valid_to as timestamp) as held_to
    from {{ ref('int_ownership__service_owners') }} as owners
    left join {{ ref('stg_file_drops__service_aliases') }} as aliases
        on owners.service_id = aliases.service_id and aliases.source = 'gitlab'
    -- One tracker a team: whoever plans in Jira is not counted again by the issues of its projects on GitLab.
    where owners.team_id not in (select trackers.team_id from trackers)
),

stays as (
    select
        'jira:' || cast(projects.issue_id as {{ dbt.type_string() }}) as work_item_id,
        trackers.team_id,
        projects.project_key as project,
        projects.held_from,
        projects.held_to
    from projects
    inner join trackers on projects.project_key = trackers.project_key
    union
    select
        'gitlab:' || cast(issues.issue_id as {{ dbt.type_string() }}) as work_item_id,
        gitlab_projects.team_id,
        gitlab_projects.project,
        gitlab_projects.held_from,
        gitlab_projects.held_to
    from {{ ref('stg_gitlab__issues') }} as issues
    inner join gitlab_projects on issues.project = gitlab_projects.project
)

select
    stays.work_item_id || ':' || stays.team_id || ':'
    || cast(stays.held_from as {{ dbt.type_string() }}) as work_item_stay_id,
    stays.work_item_id,
    stays.team_id,
    stays.project,
    stays.held_from,
    max(stays.held_to) as held_to
from stays
where stays.held_from < stays.held_to
group by stays.work_item_id, stays.team_id, stays.project, stays.held_from
