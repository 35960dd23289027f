with dimensions as (
    select
        person_id,
        count(*) as n_required_dimensions,
        sum(case when is_covered then 1 else 0 end) as n_covered_dimensions,
        {{ sorted_texts("case when not is_covered then dimension end") }} as thin_dimensions
    from {{ ref('int_people__dimension_coverage') }}
    group by person_id
),

pieces as (
    select
        person_id,
        count(*) as n_pieces,
        count(distinct least(3, cast(floor(age_days / 91) as integer))) as n_quarters_covered,
        avg(case when has_artefact then 1e0 else 0e0 end) as artefact_link_share,
        sum(case when has_claim and not has_artefact then 1 else 0 end) as n_claims_without_artefact,
        {{ percentile('lag_days', 0.5) }} as median_lag_days,
        max(case when work_kind = 'mentoring' then 1 else 0 end) = 1 as has_mentoring,
        max(case when work_kind = 'architecture' then 1 else 0 end) = 1 as has_architecture,
        max(case when work_kind = 'operations' then 1 else 0 end) = 1 as has_operations
    from {{ ref('int_people__evidence') }}
    where age_days < 365
    group by person_id
)

-- Of somebody about whom nothing was written down nothing is known: no share is zero then.
select
    dimensions.person_id,
    {{ add_days('cast(' ~ as_of() ~ ' as date)', -364) }} as window_start,
    {{ add_days('cast(' ~ as_of() ~ ' as date)', 1) }} as window_end,
    case when pieces.n_pieces is null then 'nothing_logged' else 'ok' end as status,
    cast(pieces.n_pieces as bigint) as n_pieces,
    cast(dimensions.n_required_dimensions as bigint) as n_required_dimensions,
    cast(
        case when pieces.n_pieces is not null then dimensions.n_covered_dimensions end as bigint
    ) as n_covered_dimensions,
    cast(
        case
            when pieces.n_pieces is not null
                then dimensions.n_covered_dimensions / cast(dimensions.n_required_dimensions as double)
        end as double
    ) as dimension_coverage,
    case when pieces.n_pieces is not null then nullif(dimensions.thin_dimensions, '') end as thin_dimensions,
    cast(pieces.n_quarters_covered as bigint) as n_quarters_covered,
    cast(diversity.source_diversity as double) as source_diversity,
    cast(pieces.artefact_link_share as double) as artefact_link_share,
    cast(pieces.n_claims_without_artefact as bigint) as n_claims_without_artefact,
    cast(pieces.median_lag_days as double) as median_lag_days,
    pieces.has_mentoring,
    pieces.has_architecture,
    pieces.has_operations
from dimensions
left join pieces on dimensions.person_id = pieces.person_id
left join {{ ref('int_people__source_diversity') }} as diversity on dimensions.person_id = diversity.person_id
