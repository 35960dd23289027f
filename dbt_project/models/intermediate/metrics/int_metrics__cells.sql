-- Every cell there should be, with what its metric found there: a missing number has a row and a reason.
with expected as (
    select
        rules.*,
        teams.team_id,
        teams.team_type is null or {{ has_label('rules.team_types', 'teams.team_type') }} as is_fitting,
        periods.period_start,
        periods.iso_year,
        periods.iso_week,
        periods.is_closed,
        periods.finality
    from {{ ref('int_metrics__rules') }} as rules
    inner join {{ ref('int_metrics__periods') }} as periods on rules.grain = periods.grain
    inner join {{ ref('int_ownership__teams') }} as teams on periods.team_id = teams.team_id
    inner join {{ ref('int_metrics__coverage') }} as coverage
        on periods.team_id = coverage.team_id and periods.period_start >= coverage.covered_from
),

judged as (
    select
        expected.*,
        found.numerator,
        found.denominator,
        found.value,
        coalesce(found.n_items, 0) as n_items,
        coalesce(found.n_people, 0) as n_people,
        sources.source_max_loaded_at,
        case
            when not expected.is_fitting then 'not_applicable'
            when not coalesce(sources.is_landed, false) then 'source_missing'
            when expected.period_start < sources.covered_from then 'source_missing'
            when expected.is_behavioural and (coalesce(found.n_people, 0) < 5 or coalesce(found.is_dominated, false))
                then 'suppressed_privacy'
            when coalesce(found.n_items, 0) < expected.min_items then 'insufficient_n'
            when not found.is_reached then 'not_reached'
            when found.value is null then 'insufficient_n'
            when expected.is_closed then 'ok'
            else 'provisional'
        end as status
    from expected
    left join {{ ref('int_metrics__values') }} as found
        on
            expected.metric_id = found.metric_id
            and expected.team_id = found.team_id
            and expected.grain = found.grain
            and expected.period_start = found.period_start
    left join {{ ref('int_metrics__team_sources') }} as sources
        on expected.metric_id = sources.metric_id and expected.team_id = sources.team_id
)

select
    judged.metric_id,
    judged.definition_version,
    judged.team_id,
    judged.grain,
    judged.period_start,
    judged.iso_year,
    judged.iso_week,
    judged.kind,
    judged.chart_scale,
    judged.is_proportion,
    judged.is_closed,
    case when judged.status in ('ok', 'provisional') then judged.value end as value,
    case when judged.status not in ({{ hiding_statuses() }}) then judged.numerator end as numerator,
    case when judged.status not in ({{ hiding_statuses() }}) then judged.denominator end as denominator,
    case when judged.status not in ({{ hiding_statuses() }}) then judged.n_items end as n_items,
    judged.n_people,
    judged.status,
    judged.finality,
    judged.source_max_loaded_at
from judged
