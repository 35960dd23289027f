{#-
    Least items, least people, the step a value is rounded to, and its bounds: what speaks of those who lead, who may be
    one person, never is all or nothing.
-#}
{%- set quarter_signals = {
    'silent_reviews': (60, 6, 0.05, 0, 1),
    'watermelon_status': (5, 5, 0.05, 0, 1),
    'risk_raise_lead_time': (5, 5, 0.5, -1000, 1000),
    'risks_by_non_leads': (10, 5, 0.05, 0.1, 0.9),
    'retro_attendance': (3, 5, 0.05, 0, 1),
    'retro_contribution': (3, 5, 0.05, 0, 1),
    'retro_actions_by_non_leads': (10, 5, 0.05, 0.1, 0.9),
    'incident_reporting': (8, 5, 0.1, 0, 1000),
} -%}
{#- The metrics that are made of the same streams of tools. -#}
{%- set read_by = {'silent_reviews': 'review_depth', 'incident_reporting': 'incidents'} -%}

with rules as (
    {% for signal_id, (least_items, least_people, step, lowest, highest) in quarter_signals.items() -%}
    select
        '{{ signal_id }}' as signal_id,
        {{ text_literal(read_by.get(signal_id)) }} as metric_id,
        {{ least_items }} as least_items,
        {{ least_people }} as least_people,
        cast({{ step }} as double) as step,
        cast({{ lowest }} as double) as lowest,
        cast({{ highest }} as double) as highest
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

files as (
    select
        (select count(*) from {{ ref('stg_file_drops__project_statuses') }}) > 0 as has_statuses,
        (select count(*) from {{ ref('stg_file_drops__risks') }}) > 0 as has_risks,
        (select count(*) from {{ ref('stg_file_drops__retrospectives') }}) > 0 as has_retrospectives
),

joined as (
    select
        quarters.team_id,
        quarters.period_start,
        quarters.period_end,
        quarters.is_closed,
        rules.*,
        coalesce(found.n_items, 0) as n_items,
        case when rules.signal_id = 'silent_reviews' then coalesce(found.n_people, 0) else quarters.n_people end
            as n_people,
        found.value,
        found.spread,
        found.earlier_items,
        found.earlier_value,
        found.minimum_detectable_change,
        found.p_more,
        found.is_measured_alike,
        case
            when rules.signal_id = 'silent_reviews' then coalesce(sources.is_landed, false)
            -- Without telemetry there is no row: what burnt is not known.
            when rules.signal_id = 'incident_reporting'
                then coalesce(sources.is_landed, false) and found.team_id is not null
            when rules.signal_id = 'watermelon_status' then files.has_statuses
            when rules.signal_id in ('risk_raise_lead_time', 'risks_by_non_leads') then files.has_risks
            else files.has_retrospectives
        end as is_landed
    from {{ ref('int_safety__quarters') }} as quarters
    cross join rules
    cross join files
    left join {{ ref('int_safety__quarter_comparisons') }} as found
        on
            quarters.team_id = found.team_id
            and quarters.period_start = found.period_start
            and rules.signal_id = found.signal_id
    left join {{ ref('int_metrics__team_sources') }} as sources
        on
            quarters.team_id = sources.team_id
            and rules.metric_id = sources.metric_id
    where quarters.is_covered
),

judged as (
    select
        joined.*,
        case
            when not joined.is_landed then 'source_missing'
            when joined.n_items = 0 then 'insufficient_n'
            when joined.n_people < joined.least_people then 'suppressed_privacy'
            when joined.n_items < joined.least_items or joined.value is null then 'insufficient_n'
            when joined.is_closed then 'ok'
            else 'provisional'
        end as status
    from joined
),

told as (
    select
        judged.*,
        judged.status in ('ok', 'provisional') as is_told,
        judged.status in ('ok', 'provisional') and judged.earlier_items >= judged.least_items as is_compared,
        {{ rounded(rounded_to('least(greatest(judged.value, judged.lowest), judged.highest)', 'judged.step'), 2) }}
            as told_value,
        {{ rounded(rounded_to(
            'least(greatest(judged.earlier_value, judged.lowest), judged.highest)', 'judged.step'
        ), 2) }} as told_earlier_value
    from judged
)

select
    told.team_id,
    told.signal_id,
    {{ quarter_name('told.period_start') }} as period_name,
    told.period_start,
    told.period_end,
    cast(case when told.status not in ({{ hiding_statuses() }}) then told.n_items end as bigint) as n_items,
    cast(case when told.status not in ({{ hiding_statuses() }}) then told.n_people end as bigint) as n_people,
    case when told.is_told then told.told_value end as value,
    cast(case when told.is_told then {{ rounded(rounded_to('told.spread', 'told.step'), 2) }} end as double) as spread,
    case when told.is_told and told.signal_id = 'risk_raise_lead_time' then told.told_value end as median,
    case when told.is_compared then told.told_earlier_value end as earlier_value,
    case when told.is_compared then told.minimum_detectable_change end as minimum_detectable_change,
    case
        when
            told.is_compared
            and abs(told.told_value - told.told_earlier_value) + 1e-9 >= told.minimum_detectable_change
            then {{ rounded('told.told_value - told.told_earlier_value', 2) }}
    end as change_since_last,
    coalesce(told.is_compared and told.p_more < 0.01, false) as is_more_silent,
    coalesce(told.is_measured_alike, false) as is_measured_alike,
    told.status
from told
