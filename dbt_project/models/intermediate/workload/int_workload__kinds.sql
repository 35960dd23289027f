{%- for kind in load_kinds() %}
{%- for tool in kind.tools %}
select
    '{{ kind.load_kind }}' as load_kind,
    '{{ tool }}' as tool,
    '{{ kind.metric_id }}' as metric_id,
    '{{ kind.advice }}' as advice
{{ 'union all' if not loop.last }}
{%- endfor %}
{{ 'union all' if not loop.last }}
{%- endfor %}
