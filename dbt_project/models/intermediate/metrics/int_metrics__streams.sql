with needed as (
    {%- for meta in metric_metas() %}
    {%- for name in meta.sources %}
    select
        {{ text_literal(meta.metric_id) }} as metric_id,
        {{ text_literal(name.split('.')[0]) }} as source,
        {{ text_literal(name.split('.')[1]) }} as stream
    union all
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ dbt.type_string() }}) as metric_id,
        cast(null as {{ dbt.type_string() }}) as source,
        cast(null as {{ dbt.type_string() }}) as stream
)

select
    needed.metric_id,
    needed.source,
    needed.stream
from needed
where needed.metric_id is not null
