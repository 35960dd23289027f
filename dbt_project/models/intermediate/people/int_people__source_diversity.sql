with counts as (
    select
        person_id,
        source_kind,
        count(*) as n_pieces,
        sum(count(*)) over (partition by person_id) as n_all
    from {{ ref('int_people__evidence') }}
    where age_days < 365
    group by person_id, source_kind
)

select
    person_id,
    count(*) as n_source_kinds,
    1 / sum(power(n_pieces / cast(n_all as double), 2)) as source_diversity
from counts
group by person_id
