{% macro jira_field_history(field, side, original, may_be_empty=false) -%}
    {#-
        Every value a field of an issue has had, with when it got it. At its creation an issue had what the first change
        replaced; without any change what it has now. may_be_empty: a first change from nothing means that it had nothing.
    -#}
    {%- set at_creation = 'cast(issues.' ~ original ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    (
        with changes as (
            select
                issue_id,
                from_{{ side }} as from_value,
                to_{{ side }} as to_value,
                changed_at,
                row_number() over (
                    partition by issue_id order by changed_at nulls last, history_id nulls last
                ) as place
            from {{ ref('stg_jira__issue_changes') }}
            where field = '{{ field }}'
        )

        select
            issues.issue_id,
            {% if may_be_empty %}
            case when first_changes.place is null then {{ at_creation }} else first_changes.from_value end as field_value,
            {% else %}
            coalesce(first_changes.from_value, {{ at_creation }}) as field_value,
            {% endif %}
            issues.created_at as held_from,
            cast(0 as bigint) as place
        from {{ ref('stg_jira__issues') }} as issues
        left join changes as first_changes on issues.issue_id = first_changes.issue_id and first_changes.place = 1
        union all
        select
            changes.issue_id,
            changes.to_value as field_value,
            changes.changed_at as held_from,
            changes.place
        from changes
    )
{%- endmacro %}
