{% macro account_key(login) -%}
    {#- GitHub ignores case in logins, and REST adds [bot] where GraphQL does not. -#}
    lower(replace({{ login }}, '[bot]', ''))
{%- endmacro %}
