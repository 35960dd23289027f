{% macro hash_uniform(text) -%}
    {{ adapter.dispatch('hash_uniform')(text) }}
{%- endmacro %}

{% macro duckdb__hash_uniform(text) -%}
    {#- 13 hexadecimal digits are 52 bits: every value is exact in a double. -#}
    (cast('0x' || substr(md5({{ text }}), 1, 13) as bigint) / 4503599627370496.0)
{%- endmacro %}

{% macro spark__hash_uniform(text) -%}
    (cast(conv(substr(md5({{ text }}), 1, 13), 16, 10) as bigint) / 4503599627370496e0)
{%- endmacro %}
