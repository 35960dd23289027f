{% macro finality(ends_at) -%}
    case
        when {{ seconds_between(ends_at, as_of()) }} >= 35 * 86400 then 'final'
        when {{ seconds_between(ends_at, as_of()) }} >= 7 * 86400 then 'settling'
        else 'provisional'
    end
{%- endmacro %}
