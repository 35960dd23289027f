{% macro as_of() -%}
    {%- set given = env_var('TEAM_OUTCOMES_AS_OF', '') -%}
    {%- if given and not modules.re.match('\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$', given) -%}
        {{ exceptions.raise_compiler_error(
            "TEAM_OUTCOMES_AS_OF is '" ~ given ~ "'; write an instant with its offset, such as 2026-07-06T06:00:00Z."
        ) }}
    {%- endif -%}
    {%- set instant = modules.datetime.datetime.fromisoformat(given) if given else run_started_at -%}
    cast('{{ instant.astimezone(modules.pytz.utc).strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp)
{%- endmacro %}
