{% macro wilson_low(successes, trials) -%}
    {{ wilson_limit(successes, trials, '-') }}
{%- endmacro %}
