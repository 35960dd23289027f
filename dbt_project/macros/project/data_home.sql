{% macro data_home() -%}
    {%- set home = env_var('TEAM_OUTCOMES_HOME', 'data') -%}
    {%- if not home.startswith('/') -%}
        {#- As in profiles.yml: a relative home starts at the repository's root, and dbt is run in dbt_project. -#}
        {%- set home = modules.re.sub('[^/]+/?$', '', invocation_args_dict.project_dir) ~ home -%}
    {%- endif -%}
    {{ return(modules.re.sub('/+$', '', home)) }}
{%- endmacro %}
