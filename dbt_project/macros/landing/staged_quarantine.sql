{% macro staged_quarantine(source_name) -%}
    select
        latest.quarantine_id,
        latest.stream,
        latest.scope,
        latest.reason,
        latest.payload,
        latest.extracted_at
    from {{ latest_versions(source(source_name, 'quarantine'), key='quarantine_id') }} as latest
{%- endmacro %}
