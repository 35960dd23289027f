with events as (
    {% for source, stream, happened_at in event_times() %}
    select
        '{{ source }}' as source,
        '{{ stream }}' as stream,
        cast({{ happened_at }} as date) as event_date,
        count(*) as n_events
    from {{ ref('stg_' ~ source ~ '__' ~ stream) }}
    where {{ happened_at }} < {{ as_of() }}
    group by cast({{ happened_at }} as date)
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    source,
    stream,
    event_date,
    n_events
from events
where event_date >= {{ add_days("cast(" ~ as_of() ~ " as date)", -366) }}
