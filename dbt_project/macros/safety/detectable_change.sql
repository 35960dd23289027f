{% macro detectable_change(variance_of_difference) -%}
    {#-
        The change that a comparison at 5 % sees in four of five cases: 1.95996 + 0.84162 standard errors. Rounded up to
        hundredths, so that what is called a change never is less.
    -#}
    ceil(100 * 2.801585218 * sqrt({{ variance_of_difference }}) - 1e-9) / 100
{%- endmacro %}
