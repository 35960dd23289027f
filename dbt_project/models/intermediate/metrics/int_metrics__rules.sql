with registered as (
    {%- for meta in metric_metas() %}
    {%- for grain in meta.grains %}
    select
        {{ text_literal(meta.metric_id) }} as metric_id,
        {{ text_literal(grain) }} as grain,
        {{ text_literal(meta.kind) }} as kind,
        {{ text_literal(meta.chart_scale) }} as chart_scale,
        {{ text_literal(meta.team_types | join(',')) }} as team_types,
        cast({{ meta.definition_version }} as integer) as definition_version,
        cast({{ meta.min_items }} as integer) as min_items,
        {{ meta.is_proportion | lower }} as is_proportion,
        {{ meta.is_behavioural | lower }} as is_behavioural
    union all
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ dbt.type_string() }}) as metric_id,
        cast(null as {{ dbt.type_string() }}) as grain,
        cast(null as {{ dbt.type_string() }}) as kind,
        cast(null as {{ dbt.type_string() }}) as chart_scale,
        cast(null as {{ dbt.type_string() }}) as team_types,
        cast(null as integer) as definition_version,
        cast(null as integer) as min_items,
        false as is_proportion,
        false as is_behavioural
)

select registered.* from registered
where registered.metric_id is not null
