with projects as (
    select
        issue_keys.issue_id,
        {{ dbt.split_part('issue_keys.field_value', "'-'", 1) }} as project_key,
        issue_keys.held_from,
        coalesce(
            lead(issue_keys.held_from) over (partition by issue_keys.issue_id order by issue_keys.place nulls last),
            cast('9999-12-31' as timestamp)
        ) as held_to
    from {{ jira_field_history('issue_key', 'value', 'issue_key') }} as issue_keys
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
