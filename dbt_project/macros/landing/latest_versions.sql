{% macro latest_versions(relation, key) -%}
    (
        select versions.*
        from (
            select
                landed.*,
                row_number() over (
                    partition by landed.{{ key }}
                    order by landed.extracted_at desc nulls last, cast(landed._load_id as double) desc nulls last
                ) as version_number
            from {{ relation }} as landed
            where
                landed.extracted_at <= {{ as_of() }}
                {%- if is_incremental() %}
                and {{ is_touched('landed') }}
                {%- endif %}
        ) as versions
        where versions.version_number = 1 and not versions.is_deleted
    )
{%- endmacro %}
