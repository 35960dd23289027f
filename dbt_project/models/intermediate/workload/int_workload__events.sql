with events as (
    {%- for kind in load_kinds() %}
    select
        '{{ kind.load_kind }}' as load_kind,
        {{ kind.load_kind }}.event_id,
        {{ kind.load_kind }}.person_id,
        {{ kind.load_kind }}.occurred_at
    from {{ ref(kind.model) }} as {{ kind.load_kind }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select distinct
    events.load_kind,
    events.event_id,
    events.person_id,
    roster.team_id,
    {{ local_date('events.occurred_at', 'roster.time_zone') }} as local_date
from events
inner join {{ ref('int_identity__roster') }} as roster
    on
        events.person_id = roster.person_id
        and {{ local_date('events.occurred_at', 'roster.time_zone') }} >= roster.valid_from
        and {{ local_date('events.occurred_at', 'roster.time_zone') }} < roster.valid_to
