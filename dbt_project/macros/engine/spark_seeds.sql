{% macro spark__load_csv_rows(model, agate_table) -%}
    {#- The adapter's own writes what is missing as the word None. -#}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- set values = [] -%}
        {%- for name in agate_table.column_names -%}
            {%- set type = model.config.column_types.get(name, 'string') -%}
            {%- do values.append('cast(' ~ text_literal(row[name]) ~ ' as ' ~ type ~ ')') -%}
        {%- endfor -%}
        {%- do rows.append('(' ~ values | join(', ') ~ ')') -%}
    {%- endfor -%}
    {%- set statement = 'insert into ' ~ this.render() ~ ' values ' ~ rows | join(', ') -%}
    {%- do adapter.add_query(statement, abridge_sql_log=True) if rows -%}
    {{ return(statement) }}
{%- endmacro %}
