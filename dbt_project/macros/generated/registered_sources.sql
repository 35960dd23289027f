{% macro registered_sources() -%}
    {#- Written by `python -m expectations.catalogue --write`; change the sources yml. -#}
    {{ return([
        'alert_exports',
        'coverage_reports',
        'file_drops',
        'git',
        'github',
        'gitlab',
        'jenkins',
        'jira',
        'junit',
        'pagerduty',
        'prometheus',
        'sonarqube',
    ]) }}
{%- endmacro %}
