{% macro forget_touched() -%}
    {#- Before the increment of a staged stream: what it brings anew, and what was deleted, is not kept. -#}
    {%- if is_incremental() -%}
    delete from {{ this }} as kept where {{ is_touched('kept') }}
    {%- endif -%}
{%- endmacro %}
