{% macro spark_kept_snapshots_view() -%}
    {#-
        As kept_snapshots_view; a column that the file does not have yet is null. A path that does not exist is an
        error, and the records of loads exist: they keep the pattern whole before the first publication.
    -#}
    {%- set columns = [] -%}
    {%- for column in graph.nodes['model.' ~ project_name ~ '.metric_snapshots'].columns.values() -%}
        {%- do columns.append(column.name ~ ' ' ~ spark_type(column.data_type)) -%}
    {%- endfor -%}
    {%- do spark_table_over_files(
        'landing.kept_snapshots',
        columns | join(', '),
        'parquet',
        {
            'path': data_home() ~ '/{landing/*/_dlt_loads,published/parquet}',
            'pathGlobFilter': 'metric_snapshots.parquet',
        }
    ) -%}
    {%- do run_query('create or replace view landing.metric_snapshots as select * from landing.kept_snapshots') -%}
{%- endmacro %}

{% macro spark_landed_loads_table() -%}
    {%- do run_query('drop table if exists landing.loads') -%}
    {%- do run_query('create table landing.loads as ' ~ spark_complete_loads_query()) -%}
{%- endmacro %}

{% macro spark_landed_columns_table(landing, files) -%}
    {#- As landed_columns_table: only the newest file of each stream says what the stream looks like today. -#}
    {%- set rows = [] -%}
    {%- for stream, names in files.items() -%}
        {%- set newest = landing ~ '/' ~ stream[0] ~ '/' ~ stream[1] ~ '/' ~ names[-1] -%}
        {%- for column in run_query('select * from parquet.`' ~ newest ~ '` limit 0').column_names
            if column != '_load_id' -%}
            {%- do rows.append("('" ~ stream[0] ~ "', '" ~ stream[1] ~ "', '" ~ column ~ "')") -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do run_query('drop table if exists landing.columns') -%}
    {%- do run_query(
        'create table landing.columns (source string, stream string, column_name string) using parquet'
    ) -%}
    {%- if rows -%}
        {%- do run_query('insert into landing.columns values ' ~ rows | join(', ')) -%}
    {%- endif -%}
{%- endmacro %}

{% macro spark_landed_column_fill_table(files) -%}
    {#-
        Counted, for Spark's SQL does not show the statistics of a Parquet file; of declared columns only, and a column
        that a file does not have counts as one it does not fill. Stream by stream: one statement of all is planned for
        minutes.
    -#}
    {%- do run_query('drop table if exists landing.column_fill') -%}
    {%- do run_query(
        'create table landing.column_fill (source string, stream string, load_id string, column_name string, '
        ~ 'n_known bigint, n_records bigint) using parquet'
    ) -%}
    {%- for table in graph.sources.values()
        if table.package_name == project_name and files.get((table.source_name, table.name)) -%}
        {%- do run_query('insert into landing.column_fill ' ~ spark_column_fill_query(table)) -%}
    {%- endfor -%}
{%- endmacro %}

{% macro spark_column_fill_query(table) -%}
    {%- set columns = table.columns | reject('equalto', '_load_id') | list -%}
    {%- set pairs = [] -%}
    {%- for column in columns -%}
        {%- do pairs.append("'" ~ column ~ "', count(" ~ adapter.quote(column) ~ ')') -%}
    {%- endfor -%}
    select
        '{{ table.source_name }}' as source,
        '{{ table.name }}' as stream,
        load_id,
        column_name,
        n_known,
        n_records
    from (
        select
            load_id,
            {{ 'count(raw_json)' if 'raw_json' in columns else 'cast(null as bigint)' }} as n_records,
            stack({{ columns | length }}, {{ pairs | join(', ') }}) as (column_name, n_known)
        from (
            select
                *,
                {{ spark_load_id() }} as load_id
            from landing.{{ spark_stream_table(table.source_name, table.name) }}
        )
        group by load_id
    )
{%- endmacro %}
