{% macro forget_touched_records() -%}
    {#- As forget_touched, for the records of all streams. -#}
    {%- if is_incremental() -%}
    delete from {{ this }} as records
    using ({{ touched_records() }}) as touched
    where
        records.source = touched.source
        and records.stream = touched.stream
        and records.record_key = touched.record_key
    {%- endif -%}
{%- endmacro %}
