-- Sustained behaviour at the next level, said of each dimension by itself: no sum, no share, no verdict over all.
with needs as (
    select
        dimensions.*,
        case dimensions.n_projects
            when 0 then '; evidence from two projects' when 1 then '; evidence from a second project' else ''
        end
        || case dimensions.n_stakeholders
            when 0 then '; evidence from two stakeholders' when 1 then '; evidence from a second stakeholder' else ''
        end
        || case dimensions.n_quarters
            when 0 then '; evidence from two quarters' when 1 then '; evidence from a second quarter' else ''
        end
        || case
            when dimensions.n_quarters_observed < 4
                then '; a longer time: four quarters in which anything was written down'
            else ''
        end as missing
    from {{ ref('int_people__promotion_dimensions') }} as dimensions
)

select
    case_id,
    person_id,
    target_level_id,
    opened_on,
    dimension as required_dimension,
    cast(n_projects as bigint) as n_projects,
    cast(n_stakeholders as bigint) as n_stakeholders,
    cast(n_quarters as bigint) as n_evidence_quarters,
    cast(n_quarters_observed as bigint) as n_quarters_observed,
    case when missing = '' then 'covered' else 'not_yet_covered' end as readiness_state,
    case when missing = '' then 'covered' else 'not yet covered: needs ' || substr(missing, 3) end as readiness_in_words
from needs
