with recent as (
    -- The file drops have a quarantine of their own kind, and a guard that quotes it.
    {% for source in registered_sources() if source != 'file_drops' %}
    select
        '{{ source }}' as source,
        stream,
        count(*) as n_quarantined
    from {{ ref('stg_' ~ source ~ '__quarantine') }}
    where extracted_at >= {{ add_seconds(as_of(), -7 * 86400) }}
    group by stream
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    recent.source,
    recent.stream,
    recent.n_quarantined,
    recent.n_quarantined / cast(recent.n_quarantined + coalesce(profiles.n_records, 0) as double) as quarantined_share
from recent
left join {{ ref('int_landing__stream_profiles') }} as profiles
    on recent.source = profiles.source and recent.stream = profiles.stream
