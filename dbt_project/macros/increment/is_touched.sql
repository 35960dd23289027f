{% macro is_touched(relation) -%}
    {#- The condition for the records of a staged stream, stg_<source>__<stream>, that an increment takes anew. -#}
    {%- set source_name, stream = this.identifier[4:].split('__') -%}
    {%- set files = new_files().get((source_name, stream), []) -%}
    {%- if files -%}
    {{ relation }}.{{ landed_table(source_name, stream).config.meta.key }} in (
        {{ touched_keys(source_name, stream, files) }}
    )
    {%- else -%}
    false
    {%- endif -%}
{%- endmacro %}
