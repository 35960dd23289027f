{% macro has_label(labels, label) -%}
    coalesce({{ dbt.position("',' || " ~ label ~ " || ','", "',' || " ~ labels ~ " || ','") }} > 0, false)
{%- endmacro %}
