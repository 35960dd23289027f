{% macro most_drawn_events() -%}
    {#- A level: beyond it a draw is one of so many events with its deviations shrunk, which is what chance tends to. -#}
    {{ return(300) }}
{%- endmacro %}
