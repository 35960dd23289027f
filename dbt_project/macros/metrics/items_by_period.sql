{% macro items_by_period(items, columns=[], with_local_date=false, largest=none) -%}
    {#-
        One row per item, grain and team it counts for: its own team and every team above. An item of two teams
        counts once for the team above both. Day and period are those of the item's own team, also for the teams above:
        roll-ups meet on the label of a period, not on instants (G2), so that members' counts add up. Where teams do not
        say the same of an item, the team above takes what is largest, and so never has less than one of them.
    -#}
    (
        select
            counting.team_id,
            periods.grain,
            periods.period_start,
            counting.item_id,
            counting.person_id
            {%- for column in columns %},
            counting.{{ column }}
            {%- endfor %}
            {%- if with_local_date %},
            {{ local_date('counting.occurred_at', 'zones.time_zone') }} as local_date
            {%- endif %}
        from (
            select
                tree.team_id,
                items.team_id as own_team_id,
                items.item_id,
                items.person_id,
                items.occurred_at,
                {%- for column in columns %}
                items.{{ column }},
                {%- endfor %}
                row_number() over (
                    partition by tree.team_id, items.item_id
                    order by {{ 'items.' ~ largest ~ ' desc nulls last, ' if largest }}items.team_id nulls last
                ) as place
            from {{ items }} as items
            inner join {{ ref('int_ownership__team_tree') }} as tree on items.team_id = tree.member_team_id
        ) as counting
        inner join {{ ref('int_calendar__periods') }} as periods
            on
                counting.own_team_id = periods.team_id
                and counting.occurred_at >= periods.starts_at_utc
                and counting.occurred_at < periods.ends_at_utc
        {%- if with_local_date %}
        inner join {{ ref('int_calendar__team_zones') }} as zones
            on
                counting.own_team_id = zones.team_id
                and periods.period_start >= zones.valid_from
                and periods.period_start < zones.valid_to
        {%- endif %}
        where counting.place = 1
    )
{%- endmacro %}
