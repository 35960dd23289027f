{#- How long before the first event of a tool its silence is believed. -#}
{%- set grace_days = 14 -%}

with by_source as (
    select
        needs.team_id,
        needs.metric_id,
        needs.need,
        needs.source,
        min(case when needs.is_landed then 1 else 0 end) as is_landed,
        max(case when needs.is_read then 1 else 0 end) as is_read,
        max(case when needs.is_named then 1 else 0 end) as is_named,
        max(max(case when needs.is_named then 1 else 0 end)) over (
            partition by needs.team_id, needs.metric_id, needs.need
        ) as has_a_name,
        min(needs.last_success_at) as last_success_at,
        min({{ add_days('first_events.starts_on', -grace_days) }}) as believed_from
    from {{ ref('int_metrics__team_streams') }} as needs
    left join {{ ref('int_landing__source_starts') }} as first_events on needs.source = first_events.source
    group by needs.team_id, needs.metric_id, needs.need, needs.source
),

by_metric as (
    select
        team_id,
        metric_id,
        min(case when need = 'all' then is_landed else 1 end) as has_all,
        max(case when need = 'one_of' then 1 else 0 end) as needs_one,
        -- A team uses the tools that have a name for it or for its services: another one cannot speak for them.
        max(case when need = 'one_of' and is_named = has_a_name then is_landed else 0 end) as has_one,
        -- One that is read but not to its end: what it would say is missing from the others.
        max(case when need = 'one_of' then is_read * (1 - is_landed) else 0 end) as has_a_broken_one,
        min(case when need = 'all' or is_landed = 1 then last_success_at end) as source_max_loaded_at,
        max(case when need = 'all' then believed_from end) as all_believed_from,
        min(
            case when need = 'one_of' and is_landed = 1 and is_named = has_a_name then believed_from end
        ) as one_believed_from
    from by_source
    group by team_id, metric_id
)

select
    by_metric.team_id,
    by_metric.metric_id,
    by_metric.has_all = 1
    and (by_metric.needs_one = 0 or by_metric.has_one = 1)
    and by_metric.has_a_broken_one = 0 as is_landed,
    by_metric.source_max_loaded_at,
    greatest(
        coverage.covered_from,
        coalesce(by_metric.all_believed_from, coverage.covered_from),
        coalesce(by_metric.one_believed_from, coverage.covered_from)
    ) as covered_from
from by_metric
inner join {{ ref('int_metrics__coverage') }} as coverage on by_metric.team_id = coverage.team_id
