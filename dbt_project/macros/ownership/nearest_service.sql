{% macro nearest_service(files, key) -%}
    {#-
        Of each file that lies in a service, the one whose folder is the longest. Paired by the repository and then by the
        path: a join on both at once would compare every file with every service.
    -#}
    (
        select
            matches.{{ key }},
            matches.service_id
        from (
            select
                files.{{ key }},
                services.service_id,
                row_number() over (
                    partition by files.{{ key }}
                    order by length(services.path_prefix) desc nulls last, services.service_id asc nulls last
                ) as place
            from {{ files }} as files
            inner join {{ ref('stg_file_drops__services') }} as services on files.repository = services.repository
            where {{ lies_under('files.path', 'services.path_prefix') }}
        ) as matches
        where matches.place = 1
    )
{%- endmacro %}
