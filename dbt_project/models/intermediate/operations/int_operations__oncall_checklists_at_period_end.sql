{#- How long an answer holds that nobody renews. -#}
{%- set valid_days = 365 -%}

with answers as (
    select
        periods.team_id,
        periods.grain,
        periods.period_start,
        checklists.item,
        checklists.is_met and checklists.evidence_url is not null as is_shown,
        checklists.assessed_on,
        row_number() over (
            partition by periods.team_id, periods.grain, periods.period_start, checklists.item
            order by checklists.assessed_on desc nulls last
        ) as place
    from {{ ref('stg_file_drops__oncall_checklists') }} as checklists
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            checklists.team_id = zones.team_id
            and checklists.assessed_on >= zones.valid_from
            and checklists.assessed_on < zones.valid_to
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            checklists.team_id = periods.team_id
            and checklists.assessed_on < periods.period_end
            and checklists.assessed_on >= {{ add_days('periods.period_end', -valid_days) }}
    where {{ to_utc('checklists.assessed_on', 'zones.time_zone') }} <= {{ as_of() }}
)

select
    answers.team_id || ':' || answers.item || ':' || tree.team_id || ':' || answers.grain
    || ':' || cast(answers.period_start as {{ dbt.type_string() }}) as oncall_checklist_at_period_end_id,
    answers.team_id || ':' || answers.item as item_id,
    tree.team_id,
    answers.grain,
    answers.period_start,
    answers.item,
    answers.assessed_on,
    answers.is_shown
from answers
inner join {{ ref('int_ownership__team_tree') }} as tree on answers.team_id = tree.member_team_id
where answers.place = 1
