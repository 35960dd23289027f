with analyses as (
    select
        project_key,
        analysed_at,
        max(case when metric = 'new_violations' then value end) as new_findings,
        max(case when metric = 'new_lines' then value end) as new_lines
    from {{ ref('stg_sonarqube__measures') }}
    where metric in ('new_violations', 'new_lines') and analysed_at <= {{ as_of() }}
    group by project_key, analysed_at
)

select distinct
    analyses.project_key || '|' || cast(analyses.analysed_at as {{ dbt.type_string() }}) as static_analysis_id,
    owners.team_id,
    analyses.project_key,
    analyses.analysed_at,
    cast(analyses.new_findings as bigint) as new_findings,
    cast(analyses.new_lines as bigint) as new_lines
from analyses
inner join {{ ref('stg_file_drops__service_aliases') }} as aliases
    on analyses.project_key = aliases.external_id and aliases.source = 'sonarqube'
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        aliases.service_id = owners.service_id
        and cast(analyses.analysed_at as date) >= owners.valid_from
        and cast(analyses.analysed_at as date) < owners.valid_to
