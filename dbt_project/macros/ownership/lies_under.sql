{% macro lies_under(path, prefix) -%}
    {#- A prefix names a folder: `api` does not hold `api-gateway/main.py`. -#}
    (
        {{ prefix }} = ''
        or {{ path }} = {{ prefix }}
        or substr({{ path }}, 1, length({{ folder_of(prefix) }})) = {{ folder_of(prefix) }}
    )
{%- endmacro %}
