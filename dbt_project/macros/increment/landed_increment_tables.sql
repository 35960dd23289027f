{% macro landed_increment_tables(files) -%}
    {#-
        What the last build had seen, and whether this one may begin where it ended: with the same project, not earlier,
        and over a lake that still holds every load it held then. Without a digest nobody knows what the project was.
        Where it may not, it stays so until every incremental model was built anew.
    -#}
    create table if not exists landing.built_loads (source varchar, load_id varchar);
    create table if not exists landing.built_with (project_digest varchar, as_of timestamp);
    create or replace table landing.increment as
    select
        coalesce(
            max(project_digest) = nullif('{{ env_var('TEAM_OUTCOMES_PROJECT_DIGEST', '') }}', '')
            and max(as_of) <= {{ as_of() }}, false
        ) and (select count(*) from landing.built_loads anti join landing.loads using (source, load_id)) = 0
            as is_possible
    from landing.built_with;
    delete from landing.built_with where not (select is_possible from landing.increment);
    create or replace table landing.new_loads as
    select source, load_id from landing.loads anti join landing.built_loads using (source, load_id);
    create or replace table landing.new_files as
    select
        files.source,
        files.stream,
        files.file,
        files.load_id,
        files.is_compacted
    from (
        select
            file,
            split_part(file, '/', -3) as source,
            split_part(file, '/', -2) as stream,
            {{ load_id_of('file') }} as load_id,
            starts_with(split_part(file, '/', -1), 'compacted-') as is_compacted
        from unnest(cast([{{ quoted_list(files) }}] as varchar[])) as listed (file)
    ) as files
    semi join landing.new_loads as new_loads
        on files.source = new_loads.source and (files.load_id = new_loads.load_id or files.is_compacted)
{%- endmacro %}
