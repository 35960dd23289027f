{#- The eight items of a postmortem, each 0 or 1. -#}
{%- set met -%}
    (
        cast(scorings.has_timeline_with_clock_source as integer)
        + cast(scorings.has_quantified_customer_impact as integer)
        + cast(scorings.has_two_contributing_factors as integer)
        + cast(scorings.has_detection_analysis as integer)
        + cast(scorings.has_what_went_well as integer)
        + cast(scorings.has_actions_with_owner_and_date as integer)
        + cast(scorings.is_published_in_five_business_days as integer)
        + cast(scorings.names_no_person_as_cause as integer)
    )
{%- endset -%}

with scorings as (
    select
        scorings.*,
        {{ met }} as items_met
    from {{ ref('stg_file_drops__postmortems') }} as scorings
),

scored as (
    select
        firsts.*,
        seconds.items_met as items_met_by_second
    from scorings as firsts
    left join scorings as seconds
        on firsts.postmortem_id = seconds.postmortem_id and seconds.scoring = 'second'
    where firsts.scoring = 'first'
)

select
    scored.postmortem_id,
    scored.incident_id,
    scored.team_id,
    scored.service_id,
    scored.incident_ended_on,
    {{ to_utc('scored.incident_ended_on', 'zones.time_zone') }} as occurred_at,
    scored.published_on,
    scored.items_met,
    scored.items_met_by_second
from scored
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        scored.team_id = zones.team_id
        and scored.incident_ended_on >= zones.valid_from
        and scored.incident_ended_on < zones.valid_to
where {{ to_utc('scored.incident_ended_on', 'zones.time_zone') }} <= {{ as_of() }}
