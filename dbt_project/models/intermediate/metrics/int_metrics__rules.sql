with registered as (
    select listed.*
    from (
        values
        {%- for meta in metric_metas() %}
        {%- for grain in meta.grains %}
        (
            '{{ meta.metric_id }}',
            '{{ grain }}',
            '{{ meta.kind }}',
            '{{ meta.chart_scale }}',
            '{{ meta.team_types | join(',') }}',
            cast({{ meta.definition_version }} as integer),
            cast({{ meta.min_items }} as integer),
            {{ meta.is_proportion | lower }},
            {{ meta.is_behavioural | lower }}
        ),
        {%- endfor %}
        {%- endfor %}
        (
            {{ text_literal(none) }},
            {{ text_literal(none) }},
            {{ text_literal(none) }},
            {{ text_literal(none) }},
            {{ text_literal(none) }},
            cast(null as integer),
            cast(null as integer),
            false,
            false
        )
    ) as listed (
        metric_id,
        grain,
        kind,
        chart_scale,
        team_types,
        definition_version,
        min_items,
        is_proportion,
        is_behavioural
    )
)

select registered.* from registered
where registered.metric_id is not null
