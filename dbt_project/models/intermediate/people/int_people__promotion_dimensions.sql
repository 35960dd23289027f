with dimensions as (
    {% for dimension in var('required_dimensions') -%}
    select '{{ dimension }}' as dimension
    {%- if not loop.last %} union all {% endif %}
    {% endfor %}
),

seen as (
    select
        person_id,
        count(distinct quarter_start) as n_quarters_observed
    from {{ ref('int_people__evidence') }}
    group by person_id
),

counts as (
    select
        case_id,
        dimension,
        count(distinct project_id) as n_projects,
        count(distinct stakeholder_id) as n_stakeholders,
        count(distinct quarter_start) as n_quarters
    from {{ ref('int_people__promotion_evidence') }}
    group by case_id, dimension
)

select
    cases.case_id,
    cases.person_id,
    cases.target_level_id,
    cases.opened_on,
    dimensions.dimension,
    coalesce(counts.n_projects, 0) as n_projects,
    coalesce(counts.n_stakeholders, 0) as n_stakeholders,
    coalesce(counts.n_quarters, 0) as n_quarters,
    coalesce(seen.n_quarters_observed, 0) as n_quarters_observed
from {{ ref('stg_file_drops__promotion_cases') }} as cases
cross join dimensions
left join seen on cases.person_id = seen.person_id
left join counts on cases.case_id = counts.case_id and dimensions.dimension = counts.dimension
where cases.opened_on <= cast({{ as_of() }} as date)
