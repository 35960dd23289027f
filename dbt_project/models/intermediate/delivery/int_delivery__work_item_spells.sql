with transitions as (
    select * from {{ ref('int_delivery__jira_transitions') }}
    union all
    select * from {{ ref('int_delivery__gitlab_transitions') }}
),

compared as (
    select
        transitions.*,
        lag(transitions.category) over (
            partition by transitions.work_item_id order by transitions.sequence_number nulls last
        ) as previous_category
    from transitions
),

-- Moving between two statuses of one category is no event of the item.
entries as (
    select
        compared.work_item_id,
        compared.category,
        compared.happened_at as entered_at,
        row_number() over (
            partition by compared.work_item_id order by compared.sequence_number nulls last
        ) as spell_number,
        lead(compared.happened_at) over (
            partition by compared.work_item_id order by compared.sequence_number nulls last
        ) as left_at
    from compared
    where compared.previous_category is null or compared.previous_category != compared.category
),

judged as (
    select
        entries.*,
        items.tracker,
        -- A done that nobody has undone stands, however young: if it is undone within the week, it never was one.
        entries.category = 'done' and (
            entries.left_at is null or {{ seconds_between('entries.entered_at', 'entries.left_at') }} >= 7 * 86400
        ) as has_persisted,
        entries.category = 'done' and entries.left_at is null and items.is_resolved_without_work as is_abandonment
    from entries
    inner join {{ ref('int_delivery__tracked_items') }} as items on entries.work_item_id = items.work_item_id
)

select
    judged.work_item_id || ':' || cast(judged.spell_number as {{ dbt.type_string() }}) as spell_id,
    judged.work_item_id,
    judged.tracker,
    judged.spell_number,
    judged.category,
    judged.entered_at,
    judged.left_at,
    judged.has_persisted,
    judged.is_abandonment,
    1 + coalesce(sum(case when judged.has_persisted then 1 else 0 end) over (
        partition by judged.work_item_id
        order by judged.spell_number nulls last
        rows between unbounded preceding and 1 preceding
    ), 0) as cycle_number
from judged
