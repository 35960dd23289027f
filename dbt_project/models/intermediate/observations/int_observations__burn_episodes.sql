{#- The part of the 28 days' budget that has to burn on one day to be more than the noise of a quiet one. -#}
{%- set least_burn = 0.1 -%}

with burned as (
    select
        days.team_id,
        days.service_id,
        days.measured_on as burned_on
    from {{ ref('int_reliability__slo_days') }} as days
    left join {{ ref('stg_prometheus__slos') }} as watched
        on days.slo_id = watched.slo_id and days.service_id = watched.service_id
    left join {{ ref('stg_file_drops__slo_events') }} as filed
        on
            days.slo_id = filed.slo_id
            and days.service_id = filed.service_id
            and days.measured_on = filed.measured_on
    where
        days.valid_events - days.good_events
        > {{ least_burn }} * 28 * (1 - coalesce(watched.objective, filed.objective)) * days.valid_events
    union
    select
        noticed.team_id,
        noticed.service_id,
        noticed.happened_on as burned_on
    from {{ ref('int_operations__reviewed_incidents') }} as noticed
    where noticed.detected_by = 'customer'
),

marked as (
    select
        burned.*,
        case
            when {{ days_between('lag(burned.burned_on) over (
                partition by burned.team_id, burned.service_id order by burned.burned_on nulls last
            )', 'burned.burned_on') }} = 1 then 0
            else 1
        end as begins
    from burned
),

numbered as (
    select
        marked.*,
        sum(marked.begins) over (
            partition by marked.team_id, marked.service_id
            order by marked.burned_on nulls last
            rows between unbounded preceding and current row
        ) as spell
    from marked
),

spells as (
    select
        numbered.team_id,
        numbered.service_id,
        numbered.spell,
        min(numbered.burned_on) as first_day,
        cast(min(numbered.burned_on) as timestamp) as first_instant,
        cast({{ add_days('max(numbered.burned_on)', 1) }} as timestamp) as last_instant
    from numbered
    group by numbered.team_id, numbered.service_id, numbered.spell
),

-- Who told of a trouble without its service is believed where the team had an incident of any of its services.
declared as (
    select distinct
        spells.team_id,
        spells.service_id,
        spells.spell
    from spells
    inner join {{ ref('int_reliability__incident_services') }} as services
        on spells.team_id = services.team_id and coalesce(spells.service_id, services.service_id) = services.service_id
    inner join {{ ref('int_reliability__incidents') }} as incidents
        on
            services.incident_id = incidents.incident_id
            and spells.last_instant > incidents.started_at
            and coalesce(incidents.mitigated_at, incidents.given_up_at, {{ as_of() }}) >= spells.first_instant
)

select
    spells.team_id,
    dates.week_start,
    coalesce(spells.service_id, spells.team_id)
    || ':' || cast(spells.first_day as {{ dbt.type_string() }}) as episode_id,
    declared.spell is not null as is_declared
from spells
inner join {{ ref('int_ownership__teams') }} as teams on spells.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__dates') }} as dates on spells.first_day = dates.date_day
left join declared
    on
        spells.team_id = declared.team_id
        and spells.service_id is not distinct from declared.service_id
        and spells.spell = declared.spell
