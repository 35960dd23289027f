with amounts as (
    select
        evidence.component_id,
        sum(case when evidence.factor = 'churn' then evidence.amount end) as churned_lines,
        sum(case when evidence.factor = 'complexity' then evidence.amount end) as complexity,
        sum(case when evidence.factor = 'failure_links' then evidence.amount end) as n_failure_links,
        sum(case when evidence.factor = 'knowledge' then evidence.amount end) as n_changes
    from {{ ref('int_quality__component_evidence') }} as evidence
    group by evidence.component_id
),

-- The quarter that is open is counted at as_of.
knowledge as (
    select
        found.team_id,
        found.service_id,
        count(distinct found.person_id) as n_people,
        nullif(count(case when found.is_needed_for_half then 1 end), 0) as n_people_for_half
    from {{ ref('int_collaboration__component_knowledge') }} as found
    where found.counted_at = {{ as_of() }}
    group by found.team_id, found.service_id
),

deployed as (
    select distinct failures.service_id
    from {{ ref('int_delivery__deployment_failures') }} as failures
),

components as (
    select
        owners.service_id as component_id,
        owners.team_id,
        owners.repository,
        owners.path_prefix,
        coalesce(knowledge.n_people, 0) as n_people,
        coalesce(knowledge.n_people, 0) >= 5 as is_shown,
        amounts.churned_lines,
        amounts.complexity,
        -- Whoever deploys and has no link has none; of who never deployed nothing is known.
        case when deployed.service_id is not null then coalesce(amounts.n_failure_links, 0) end as n_failure_links,
        amounts.n_changes,
        knowledge.n_people_for_half
    from {{ ref('int_ownership__service_owners') }} as owners
    left join amounts on owners.service_id = amounts.component_id
    left join knowledge on owners.service_id = knowledge.service_id and owners.team_id = knowledge.team_id
    left join deployed on owners.service_id = deployed.service_id
    where
        cast({{ as_of() }} as date) >= owners.valid_from
        and cast({{ as_of() }} as date) < owners.valid_to
),

-- Quartiles of so few are no comparison.
quartiles as (
    select
        case when count(churned_lines) >= 4 then {{ percentile('churned_lines', 0.75) }} end as churn_quartile,
        case when count(complexity) >= 4 then {{ percentile('complexity', 0.75) }} end as complexity_quartile,
        case when count(n_failure_links) >= 4 then {{ percentile('n_failure_links', 0.75) }} end as failure_quartile,
        case when count(n_people_for_half) >= 4 then {{ percentile('n_people_for_half', 0.25) }} end
            as knowledge_quartile
    from components
    where is_shown
)

select
    components.component_id,
    components.team_id,
    components.repository,
    components.path_prefix,
    components.n_people,
    components.is_shown,
    cast(components.churned_lines as bigint) as churned_lines,
    cast(components.complexity as bigint) as complexity,
    cast(components.n_failure_links as bigint) as n_failure_links,
    cast(components.n_changes as bigint) as n_changes,
    components.n_people_for_half,
    cast(quartiles.churn_quartile as double) as churn_quartile,
    cast(quartiles.complexity_quartile as double) as complexity_quartile,
    cast(quartiles.failure_quartile as double) as failure_quartile,
    cast(quartiles.knowledge_quartile as double) as knowledge_quartile
from components
cross join quartiles
