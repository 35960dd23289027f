{% macro spark__cast(expression, data_type) -%}
    {#- The contracts in yml speak of varchar, which Spark only knows with a length. -#}
    cast({{ expression }} as {{ spark_type(data_type) }})
{%- endmacro %}

{% macro spark_type(data_type) -%}
    {{ 'string' if data_type == 'varchar' else data_type }}
{%- endmacro %}
