{% macro landing_record(name) -%}
    {#- Not a source: what register_landed writes beside the views belongs to no tool and has no asset. -#}
    {{ api.Relation.create(schema='landing', identifier=name) }}
{%- endmacro %}
