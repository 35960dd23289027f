with needed as (
    select listed.*
    from (
        values
        {%- for meta in metric_metas() %}
        {%- for name in meta.sources %}
        ('{{ meta.metric_id }}', '{{ name.split('.')[0] }}', '{{ name.split('.')[1] }}'),
        {%- endfor %}
        {%- endfor %}
        ({{ text_literal(none) }}, {{ text_literal(none) }}, {{ text_literal(none) }})
    ) as listed (metric_id, source, stream)
)

select
    needed.metric_id,
    needed.source,
    needed.stream
from needed
where needed.metric_id is not null
