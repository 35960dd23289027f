with events as (
    {% for source, stream, happened_at in event_times() %}
    select
        '{{ source }}' as source,
        min(cast({{ happened_at }} as date)) as starts_on
    from {{ ref('stg_' ~ source ~ '__' ~ stream) }}
    where {{ happened_at }} < {{ as_of() }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    source,
    min(starts_on) as starts_on
from events
where starts_on is not null
group by source
