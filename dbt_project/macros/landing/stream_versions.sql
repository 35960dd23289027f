{% macro stream_versions(source_name, stream, touched_in=none) -%}
    {%- set key = 'null' -%}
    {%- set contents = [] -%}
    {%- for table in (graph.sources if execute else {}).values()
        if table.source_name == source_name and table.name == stream -%}
        {%- for column in table.columns
            if column not in (table.config.meta.key, 'raw_json', 'is_deleted', 'extracted_at', '_load_id') -%}
            {%- do contents.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), '')") -%}
        {%- endfor %}
    select
        '{{ source_name }}' as source,
        '{{ stream }}' as stream,
        cast({{ table.config.meta.key }} as {{ dbt.type_string() }}) as record_key,
        {{ content_number(contents | join(" || '|' || ")) }} as content_number,
        _load_id as load_id,
        extracted_at,
        is_deleted
    from {{ source(source_name, stream) }}
    where
        extracted_at <= {{ as_of() }}
        {%- if touched_in is not none %}
        and {{ table.config.meta.key }} in ({{ touched_keys(source_name, stream, touched_in) }})
        {%- endif %}
    {%- else %}
    select '{{ source_name }}' as source, '{{ stream }}' as stream from {{ source(source_name, stream) }}
    {%- endfor -%}
{%- endmacro %}
