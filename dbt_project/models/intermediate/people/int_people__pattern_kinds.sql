-- Kinds, not volumes: ten pieces of one kind of work from one kind of source are one kind.
with logged as (
    select
        person_id,
        half_start,
        pattern,
        count(distinct work_kind || ':' || source_kind) as n_kinds
    from {{ ref('int_people__evidence') }}
    where pattern is not null
    group by person_id, half_start, pattern
),

observed as (
    select distinct
        person_id,
        half_start
    from logged
),

patterns as (
    {% for pattern in var('contribution_patterns') -%}
    select '{{ pattern }}' as pattern
    {%- if not loop.last %} union all {% endif %}
    {% endfor %}
)

select
    present.person_id,
    present.half_start,
    present.half_end,
    present.half_number,
    patterns.pattern,
    -- Where nothing at all was logged, nothing is known; where something was, the other patterns were not seen.
    case when observed.person_id is not null then coalesce(logged.n_kinds, 0) end as n_kinds,
    case
        when observed.person_id is not null then coalesce(logged.n_kinds, 0) / present.available_share
    end as kinds_in_full_time
from {{ ref('int_people__half_availability') }} as present
cross join patterns
left join observed
    on present.person_id = observed.person_id and present.half_start = observed.half_start
left join logged
    on
        present.person_id = logged.person_id
        and present.half_start = logged.half_start
        and patterns.pattern = logged.pattern
-- Who was there for less than a quarter of the time shows too little to be compared with anything.
where present.available_share >= 0.25
