{% macro columns_about_a_person() -%}
    {%- set findings = [] -%}
    {%- set pattern = '(^|_)(person|login|account|author|reviewer|actor|assignee|email|user|respondent)(_|$)' -%}
    {%- for node in (graph.nodes.values() if execute else [])
        if node.resource_type == 'model' and node.schema in ('marts', 'metrics', 'signals') -%}
        {%- set relation = adapter.get_relation(node.database, node.schema, node.alias) -%}
        {%- for column in (adapter.get_columns_in_relation(relation) if relation else [])
            if modules.re.search(pattern, column.name) -%}
            {%- do findings.append(node.name ~ '.' ~ column.name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(findings) }}
{%- endmacro %}
