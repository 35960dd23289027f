{% macro calendar_days() -%}
    {#- From the first day of the calendar until a year after as_of, so that a date dimension covers what is planned. -#}
    (
        select {{ add_days("cast('" ~ var('calendar_start') ~ "' as date)", 'n') }} as date_day
        from {{ integers(days_between("cast('" ~ var('calendar_start') ~ "' as date)", "cast(" ~ as_of() ~ " as date)") ~ " + 366") }} as numbers
    )
{%- endmacro %}
