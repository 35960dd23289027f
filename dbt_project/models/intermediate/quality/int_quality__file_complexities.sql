-- A project is that of one service, or of several of one repository.
with projects as (
    select
        aliases.external_id as project_key,
        min(services.repository) as repository,
        case when count(*) = 1 then min(services.path_prefix) else '' end as path_prefix
    from {{ ref('stg_file_drops__service_aliases') }} as aliases
    inner join {{ ref('stg_file_drops__services') }} as services on aliases.service_id = services.service_id
    where aliases.source = 'sonarqube'
    group by aliases.external_id
),

measured as (
    select
        projects.repository,
        files.complexity,
        case
            when {{ lies_under('files.path', 'projects.path_prefix') }} then files.path
            else {{ folder_of('projects.path_prefix') }} || files.path
        end as path
    from {{ ref('stg_sonarqube__file_measures') }} as files
    inner join projects on files.project_key = projects.project_key
    where files.complexity > 0
)

select
    repository,
    path,
    max(complexity) as complexity
from measured
group by repository, path
