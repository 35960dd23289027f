{% macro minimum_items(quantile) -%}
    {%- set by_quantile = {0.5: 5, 0.75: 10, 0.85: 10, 0.9: 20, 0.95: 40} -%}
    {%- if quantile not in by_quantile -%}
        {{ exceptions.raise_compiler_error(
            "No minimum number of items is registered for the quantile " ~ quantile
            ~ "; use one of " ~ by_quantile.keys() | join(', ') ~ ", or add it to minimum_items with its reason."
        ) }}
    {%- endif -%}
    {{ return(by_quantile[quantile]) }}
{%- endmacro %}
