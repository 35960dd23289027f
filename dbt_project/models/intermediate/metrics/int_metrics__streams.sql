with needed as (
    select listed.*
    from (
        values
        {%- for meta in metric_metas() %}
        {%- for need, names in [('all', meta.sources), ('one_of', meta.one_of or [])] %}
        {%- for name in names %}
        ('{{ meta.metric_id }}', '{{ need }}', '{{ name.split('.')[0] }}', '{{ name.split('.')[1] }}'),
        {%- endfor %}
        {%- endfor %}
        {%- endfor %}
        ({{ text_literal(none) }}, {{ text_literal(none) }}, {{ text_literal(none) }}, {{ text_literal(none) }})
    ) as listed (metric_id, need, source, stream)
)

select
    needed.metric_id,
    needed.need,
    needed.source,
    needed.stream
from needed
where needed.metric_id is not null
