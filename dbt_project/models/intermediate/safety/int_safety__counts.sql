{%- set part_queries = {
    'watermelon_status': (
        'int_safety__milestones', 'due_on', 'case when items.is_told_early then 0 else 1 end', '1',
        'items.is_missed and items.could_be_told'
    ),
    'risks_by_non_leads': (
        'stg_file_drops__risks', 'raised_on', 'case when items.is_raised_by_lead then 0 else 1 end', '1', 'true'
    ),
    'retro_attendance': (
        'stg_file_drops__retrospectives', 'held_on', 'items.attended_count', 'items.invited_count', 'true'
    ),
    'retro_contribution': (
        'stg_file_drops__retrospectives', 'held_on', 'items.contributor_count', 'items.attended_count',
        'items.contributor_count is not null'
    ),
    'retro_actions_by_non_leads': (
        'stg_file_drops__retrospectives', 'held_on', 'items.actions_by_non_leads_count', 'items.actions_opened_count',
        'items.actions_by_non_leads_count is not null'
    ),
} -%}
{%- set count_queries = {
    'incidents': ('int_observations__incidents', 'week_start', 'count(distinct items.incident_id)'),
    'measured': ('int_reliability__slo_days', 'measured_on', 'count(*)'),
    'breaches': ('int_observations__burn_episodes', 'week_start', 'count(distinct items.episode_id)'),
} -%}

with silent as (
    select
        quarters.team_id,
        quarters.period_start,
        count(*) filter (where reviews.is_silent) as numerator,
        count(*) as denominator,
        count(distinct reviews.reviewer_key) as n_people
    from {{ ref('int_safety__quarters') }} as quarters
    inner join {{ ref('int_safety__large_reviews') }} as reviews
        on
            quarters.team_id = reviews.team_id
            and quarters.starts_at_utc <= reviews.merged_at
            and quarters.ends_at_utc > reviews.merged_at
    group by quarters.team_id, quarters.period_start
),

-- Weeks in which incidents were declared and in which budgets burnt are the same weeks.
{%- for name, (model, day, counted) in count_queries.items() %}
{{ name }} as (
    select
        quarters.team_id,
        quarters.period_start,
        {{ counted }} as n_found
    from {{ ref('int_safety__quarters') }} as quarters
    inner join {{ ref(model) }} as items
        on
            quarters.team_id = items.team_id
            and quarters.period_start <= items.{{ day }}
            and quarters.period_end > items.{{ day }}
    group by quarters.team_id, quarters.period_start
){{ ',' if not loop.last }}
{% endfor %}
select
    'silent_reviews' as signal_id,
    silent.team_id,
    silent.period_start,
    cast(silent.denominator as bigint) as n_items,
    cast(silent.n_people as bigint) as n_people,
    cast(silent.numerator as bigint) as numerator,
    cast(silent.denominator as bigint) as denominator,
    cast(null as bigint) as n_measured_days
from silent
union all
-- Where telemetry was there nothing that burnt is a count; where it was not, nothing is known.
select
    'incident_reporting' as signal_id,
    measured.team_id,
    measured.period_start,
    cast(coalesce(breaches.n_found, 0) as bigint) as n_items,
    cast(null as bigint) as n_people,
    cast(coalesce(incidents.n_found, 0) as bigint) as numerator,
    cast(coalesce(breaches.n_found, 0) as bigint) as denominator,
    cast(measured.n_found as bigint) as n_measured_days
from measured
left join breaches on measured.team_id = breaches.team_id and measured.period_start = breaches.period_start
left join incidents on measured.team_id = incidents.team_id and measured.period_start = incidents.period_start
{%- for signal_id, (model, day, numerator, denominator, condition) in part_queries.items() %}
union all
select
    '{{ signal_id }}' as signal_id,
    quarters.team_id,
    quarters.period_start,
    cast(sum({{ denominator if signal_id == 'retro_actions_by_non_leads' else '1' }}) as bigint) as n_items,
    cast(null as bigint) as n_people,
    cast(sum({{ numerator }}) as bigint) as numerator,
    cast(sum({{ denominator }}) as bigint) as denominator,
    cast(null as bigint) as n_measured_days
from {{ ref('int_safety__quarters') }} as quarters
inner join {{ ref(model) }} as items
    on
        quarters.team_id = items.team_id
        and quarters.period_start <= items.{{ day }}
        and quarters.period_end > items.{{ day }}
where {{ condition }}
group by quarters.team_id, quarters.period_start
{%- endfor %}
