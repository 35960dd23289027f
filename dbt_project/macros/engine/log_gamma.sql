{% macro log_gamma(x) -%}
    {{ adapter.dispatch('log_gamma')(x) }}
{%- endmacro %}

{% macro duckdb__log_gamma(x) -%}
    lgamma({{ x }})
{%- endmacro %}

{% macro spark__log_gamma(x) -%}
    {#- Stirling's series ten further up, where four terms are right to 4e-13, and back again. -#}
    {%- set y = '(' ~ x ~ ' + 10)' -%}
    {%- set factors = [] -%}
    {%- for step in range(10) -%}{%- do factors.append('(' ~ x ~ ' + ' ~ step ~ ')') -%}{%- endfor -%}
    (
        ({{ y }} - 0.5e0) * ln({{ y }}) - {{ y }} + 0.9189385332046727e0
        + (1 / 12e0 - (1 / 360e0 - (1 / 1260e0 - 1 / (1680e0 * {{ y }} * {{ y }}))
        / ({{ y }} * {{ y }})) / ({{ y }} * {{ y }})) / {{ y }}
        - ln({{ factors | join(' * ') }})
    )
{%- endmacro %}
