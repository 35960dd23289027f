{% macro first_versions(relation, key) -%}
    {#- What a record said when it was first read: the nearest we know to what it said when it was made. -#}
    (
        select versions.*
        from (
            select
                landed.*,
                row_number() over (
                    partition by landed.{{ key }}
                    order by landed.extracted_at asc nulls last, cast(landed._load_id as double) asc nulls last
                ) as version_number
            from {{ relation }} as landed
            where not landed.is_deleted and landed.extracted_at <= {{ as_of() }}
        ) as versions
        where versions.version_number = 1
    )
{%- endmacro %}
