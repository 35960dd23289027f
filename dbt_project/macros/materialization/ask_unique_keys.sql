{#-
    What a table's tests `unique_key` ask of it, asked before the table is in its place: a statement costs a tenth of what dbt
    spends on a test of its own. What is refused here is rolled back with the table.
-#}
{% macro ask_unique_keys(relation) %}
    {%- for test in graph.nodes.values() if test.resource_type == 'test' and test.attached_node == model.unique_id
        and test.test_metadata.name == 'unique_key' -%}
        {%- set asked = test.test_metadata.kwargs -%}
        {%- set repeated = repeated_keys(relation, asked['columns'], asked.get('nullable_columns', [])) -%}
        {%- set found = run_query("select cast(r as varchar) from (" ~ repeated ~ ") as r limit 3").columns[0].values() -%}
        {%- if found -%}
            {{ exceptions.raise_compiler_error(test.name ~ ": the key is not unique, or a part of it is missing, as in "
                ~ found | join(', ') ~ ". The last " ~ relation.identifier ~ " stays in its place.") }}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
