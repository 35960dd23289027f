{% materialization table, adapter='duckdb' %}
    {#-
        In one transaction the old table goes and the new one comes. dbt-duckdb's own way builds beside the old table, and
        renames, and drops: three statements more a model, for engines whose definitions cannot be rolled back.
    -#}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks) }}

    {% call statement('main') -%}
        {%- if existing is not none %}
        drop {{ existing.type }} {{ existing }};
        {%- endif %}
        {{ create_table_as(false, target, compiled_code) }}
    {%- endcall %}

    {{ ask_unique_keys(target) }}

    {{ run_hooks(post_hooks) }}

    {{ adapter.commit() }}

    {{ return({'relations': [target]}) }}
{% endmaterialization %}
