{%- set cell = 'snapshots.metric_id, snapshots.team_id, snapshots.grain, snapshots.period_start' -%}
{%- set said = [
    'definition_version', 'value', 'numerator', 'n_items', 'finality', 'sigma', 'attribution_version', 'as_of'
] -%}

{#- Each row beside the one before it: among those with a value, and among those that say anything of the cell. -#}
{#- A source that could not be read hides a value and takes nothing back. -#}
{%- set sequences = {
    'shown': 'snapshots.value is not null',
    'spoken': 'snapshots.status not in (' ~ source_statuses() ~ ')',
} -%}

with
{% for name, condition in sequences.items() -%}
{{ name }} as (
    select
        {%- for column in said %}
        lag(snapshots.{{ column }}) over (
            partition by {{ cell }} order by snapshots.as_of nulls last
        ) as {{ column }}_before,
        {%- endfor %}
        snapshots.*
    from {{ ref('metric_snapshots') }} as snapshots
    where {{ condition }}
),

{% endfor -%}
changes as (
    select shown.* from shown
    where shown.value != shown.value_before
    union all
    select spoken.* from spoken
    where spoken.value is null and spoken.value_before is not null
),

kinds as (
    select distinct
        rules.metric_id,
        rules.kind
    from {{ ref('int_metrics__rules') }} as rules
),

compared as (
    select
        changes.*,
        kinds.kind,
        changes.definition_version = changes.definition_version_before as is_comparable,
        changes.attribution_version != changes.attribution_version_before as is_reattributed,
        changes.value - changes.value_before as difference
    from changes
    left join kinds on changes.metric_id = kinds.metric_id
    where changes.finality_before = 'final'
),

judged as (
    select
        compared.*,
        case
            when not compared.is_comparable then 'definition_change'
            when compared.is_reattributed then 'ownership_change'
            when compared.n_items > compared.n_items_before then 'late_data'
            when compared.n_items < compared.n_items_before then 'correction'
            when compared.kind = 'survival' and compared.numerator > compared.numerator_before then 'late_data'
            when compared.n_items = compared.n_items_before and compared.kind in ('count', 'percentile', 'survival')
                then 'correction'
            else 'unknown'
        end as cause
    from compared
)

select
    judged.metric_id,
    judged.definition_version_before,
    judged.definition_version as definition_version_after,
    judged.team_id,
    judged.grain,
    judged.period_start,
    judged.value_before,
    judged.value as value_after,
    judged.finality_before,
    judged.status as status_after,
    judged.as_of_before,
    judged.as_of as as_of_after,
    case when judged.is_comparable then judged.difference end as delta,
    case when judged.is_comparable then judged.sigma_before end as sigma,
    case
        when judged.is_comparable
            then
                judged.value is null
                or coalesce(abs(judged.difference) > 0.5 * judged.sigma_before, false)
                or abs(judged.difference) > 0.02 * abs(judged.value_before)
    end as is_material,
    judged.cause
from judged
