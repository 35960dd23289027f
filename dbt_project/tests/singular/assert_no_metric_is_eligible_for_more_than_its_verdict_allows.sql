{#- What each verdict allows; a robust metric may also be context for the recognition of a team. -#}
{%- set forbidden = {
    'untested': ['planning', 'investment', 'recognition'],
    'narrow': ['planning', 'investment', 'recognition'],
    'fragile': ['investment', 'recognition'],
    'sustained_gameable': ['recognition'],
} -%}

with metrics as (
    select
        metrics.metric_id,
        metrics.verdict,
        replace(metrics.eligible_decisions, ', ', ',') as eligible_decisions
    from {{ ref('dim_metrics') }} as metrics
),

-- A decision without a class is not known to be harmless.
claims as (
    select
        claims.metric_id,
        claims.verdict,
        claims.decision,
        coalesce(classes.decision_class, 'unknown') as decision_class
    from {{ split_rows('metrics', ['metric_id', 'verdict'], 'eligible_decisions', 'decision') }} as claims
    left join {{ ref('decision_classes') }} as classes on claims.decision = classes.decision
)

select claims.* from claims
where
    claims.decision_class = 'unknown'
    {%- for verdict, classes in forbidden.items() %}
    or (claims.verdict = '{{ verdict }}' and claims.decision_class in ({{ quoted_list(classes) }}))
    {%- endfor %}
