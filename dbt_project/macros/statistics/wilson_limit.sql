{% macro wilson_limit(successes, trials, sign) -%}
    {#- Wilson's score interval at 95 %; z is the 0.975 quantile of the standard normal distribution. -#}
    {%- set z = 1.959963984540054 -%}
    {%- set n = 'cast(' ~ trials ~ ' as double)' -%}
    {%- set p = '(' ~ successes ~ ' / ' ~ n ~ ')' -%}
    case
        when {{ trials }} > 0 and {{ successes }} between 0 and {{ trials }} then
            least(1.0, greatest(0.0, (
                {{ p }} + {{ z * z / 2 }} / {{ n }}
                {{ sign }} {{ z }} * sqrt({{ p }} * (1 - {{ p }}) / {{ n }} + {{ z * z / 4 }} / ({{ n }} * {{ n }}))
            ) / (1 + {{ z * z }} / {{ n }})))
    end
{%- endmacro %}
