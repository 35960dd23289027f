{% macro registered_metrics() -%}
    {%- set texts = [
        'metric_id', 'name', 'dimension', 'definition', 'unit', 'direction', 'decision', 'pair_metric_id', 'status',
        'eligible_decisions', 'kind', 'owner', 'team_types', 'grains', 'known_gaming', 'retire_if', 'sources',
        'one_of', 'starter_for',
    ] -%}
    {%- set counts = ['min_items', 'definition_version'] -%}
    {%- set no_metric = {'metric_id': none} -%}
    (
        {%- for meta in metric_metas() + [no_metric] %}
        select
            {%- for name in texts %}
            {{ text_literal(meta[name]) }} as {{ name }},
            {%- endfor %}
            {%- for name in counts %}
            cast({{ meta[name] if meta[name] is number else 'null' }} as integer) as {{ name }}{{ ',' if not loop.last }}
            {%- endfor %}
        {{ 'where false' if meta is sameas no_metric else 'union all' }}
        {%- endfor %}
    )
{%- endmacro %}
