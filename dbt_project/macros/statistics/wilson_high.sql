{% macro wilson_high(successes, trials) -%}
    {{ wilson_limit(successes, trials, '+') }}
{%- endmacro %}
