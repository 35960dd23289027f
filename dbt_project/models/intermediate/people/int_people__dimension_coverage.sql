with dimensions as (
    {% for dimension in var('required_dimensions') -%}
    select '{{ dimension }}' as dimension
    {%- if not loop.last %} union all {% endif %}
    {% endfor %}
),

people as (
    select person_id
    from {{ ref('int_identity__roster') }}
    where valid_from <= cast({{ as_of() }} as date) and valid_to > cast({{ as_of() }} as date)
    union distinct
    select person_id
    from {{ ref('int_people__evidence') }}
    where age_days < 365
),

counts as (
    select
        person_id,
        dimension,
        count(*) as n_pieces
    from {{ ref('int_people__evidence') }}
    where age_days < 365
    group by person_id, dimension
)

select
    people.person_id,
    dimensions.dimension,
    coalesce(counts.n_pieces, 0) as n_pieces,
    coalesce(counts.n_pieces, 0) >= 2 as is_covered
from people
cross join dimensions
left join counts on people.person_id = counts.person_id and dimensions.dimension = counts.dimension
