{#- Of the verdicts, from the one that allows least on; a metric that was not attacked counts as narrow. -#}
{%- set verdicts = ['untested', 'narrow', 'sustained_gameable', 'fragile', 'sustained_gameable_detected', 'robust'] -%}

with registered as (
    select
        metrics.metric_id,
        metrics.definition_version,
        metrics.eligible_decisions
    from {{ registered_metrics() }} as metrics
),

-- What was found of another definition says nothing about this one; what takes two people nothing about one.
found as (
    select
        gameability.metric_id,
        gameability.verdict,
        replace(gameability.eligible_decisions, ', ', ',') as eligible_decisions,
        case gameability.verdict
            {%- for verdict in verdicts %}
            when '{{ verdict }}' then {{ loop.index0 }}
            {%- endfor %}
            else 0
        end as place
    from {{ ref('gameability_measured') }} as gameability
    inner join registered
        on
            gameability.metric_id = registered.metric_id
            and gameability.definition_version = registered.definition_version
    where not gameability.needs_collusion
),

worst as (
    select
        found.metric_id,
        min_by(found.verdict, found.place) as verdict
    from found
    group by found.metric_id
),

declared as (
    select
        claims.metric_id,
        trim(claims.decision) as decision,
        coalesce(classes.decision_class, 'unknown') = 'self_observation' as is_always_allowed
    from {{ split_rows('registered', ['metric_id'], 'eligible_decisions', 'decision') }} as claims
    left join {{ ref('decision_classes') }} as classes on trim(claims.decision) = classes.decision
),

-- Allowed is what every attack leaves allowed.
allowed as (
    select
        declared.metric_id,
        declared.decision
    from declared
    left join found on declared.metric_id = found.metric_id
    group by declared.metric_id, declared.decision, declared.is_always_allowed
    having
        declared.is_always_allowed
        or min(case when {{ has_label('found.eligible_decisions', 'declared.decision') }} then 1 else 0 end) = 1
),

listed as (
    select
        allowed.metric_id,
        {{ sorted_texts('allowed.decision') }} as eligible_decisions
    from allowed
    group by allowed.metric_id
)

select
    registered.metric_id,
    registered.definition_version,
    coalesce(worst.verdict, 'untested') as verdict,
    listed.eligible_decisions
from registered
left join worst on registered.metric_id = worst.metric_id
left join listed on registered.metric_id = listed.metric_id
