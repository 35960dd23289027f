{% macro normal_upper_tail(z) -%}
    {#-
        Hart's rational approximation (1968) in the form of West (2005), to about 1e-15; beyond 7 deviations a continued
        fraction. Neither engine has the error function.
    -#}
    {%- set above = [
        '3.52624965998911e-02', '0.700383064443688', '6.37396220353165', '33.912866078383', '112.079291497871',
        '221.213596169931', '220.206867912376',
    ] -%}
    {%- set below = [
        '8.83883476483184e-02', '1.75566716318264', '16.064177579207', '86.7807322029461', '296.564248779674',
        '637.333633378831', '793.826512519948', '440.413735824752',
    ] -%}
    {%- set x = 'abs(' ~ z ~ ')' -%}
    {%- set tail -%}
        exp(-{{ x }} * {{ x }} / 2)
        * case
            when {{ x }} < 7.07106781186547 then {{ polynomial(above, x) }} / {{ polynomial(below, x) }}
            else 1 / ({{ x }} + 1 / ({{ x }} + 2 / ({{ x }} + 3 / ({{ x }} + 4 / ({{ x }} + 0.65))))) / 2.506628274631
        end
    {%- endset -%}
    case when {{ z }} >= 0 then {{ tail }} else 1 - {{ tail }} end
{%- endmacro %}

{% macro polynomial(coefficients, x) -%}
    {%- set steps = namespace(built="cast(" ~ coefficients[0] ~ " as double)") -%}
    {%- for coefficient in coefficients[1:] -%}
        {%- set steps.built = "(" ~ steps.built ~ " * " ~ x ~ " + " ~ coefficient ~ ")" -%}
    {%- endfor -%}
    {{ steps.built }}
{%- endmacro %}
