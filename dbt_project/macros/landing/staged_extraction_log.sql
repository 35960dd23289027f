{% macro staged_extraction_log(source_name) -%}
    {#- Every source lands the same log; only where it lies differs. -#}
    select
        latest.extraction_log_id,
        latest.stream,
        latest.scope,
        latest.run_id,
        latest.started_at,
        latest.completed_at,
        latest.request_count,
        latest.landed_rows,
        latest.expected_count,
        latest.known_count,
        latest.status,
        latest.detail,
        latest.failure,
        latest.extracted_at,
        cast(latest._load_id as double) as load_number
    from {{ latest_versions(source(source_name, 'extraction_log'), key='extraction_log_id') }} as latest
{%- endmacro %}
