{% macro kolmogorov_tail(distance) -%}
    {#-
        P(K > x) of Kolmogorov's distribution, where x is the distance times the root of n * m / (n + m). Of its two
        series each converges where the other does not: four terms are right to 1e-14 on either side of 1.18.
    -#}
    {%- set x = 'greatest(' ~ distance ~ ', 0.02)' -%}
    case
        when {{ distance }} < 1.18
            then 1 - 2.5066282746310002 / {{ x }} * (
                {%- for k in [1, 3, 5, 7] %}
                exp(-{{ k * k }} * 1.2337005501361697 / ({{ x }} * {{ x }}))
                {{- ' + ' if not loop.last }}
                {%- endfor %}
            )
        else 2 * (
            {%- for k in [1, 2, 3, 4] %}
            {{ '-' if k % 2 == 0 else '' }}exp(-{{ 2 * k * k }} * {{ distance }} * {{ distance }})
            {{- ' + ' if not loop.last }}
            {%- endfor %}
        )
    end
{%- endmacro %}
