{% macro forget_touched() -%}
    {#- Before the increment of a staged stream: what it brings anew, and what was deleted, is not kept. -#}
    {%- if is_incremental() -%}
        {%- set key = landed_table(*this.identifier[4:].split('__')).config.meta.key -%}
    delete from {{ this }} as kept where {{ is_touched('kept', key) }}
    {%- endif -%}
{%- endmacro %}
