{% macro counts_of_levels(event_number) -%}
    {#- One count a level that is drawn: the draw of a lower level is the beginning of the draw of a higher one. -#}
    {%- for n_drawn in load_levels() if n_drawn <= most_drawn_events() -%}
    count(*) filter (where {{ event_number }} < {{ n_drawn }}) as n_of_{{ n_drawn }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
