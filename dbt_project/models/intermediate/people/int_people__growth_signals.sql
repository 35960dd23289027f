select
    signal_id,
    person_id,
    dimension,
    signal_kind,
    noted_on,
    has_plan,
    plan_due_on,
    case
        when not has_plan then 'no plan yet: would one help?'
        when plan_due_on is null then 'planned, without a day'
        when plan_due_on < cast({{ as_of() }} as date)
            then 'the day has passed: what came of it, and is it still the plan?'
        else 'planned'
    end as plan_in_words
from {{ ref('stg_file_drops__growth_signals') }}
where noted_on <= cast({{ as_of() }} as date)
