select
    signal_id,
    person_id,
    dimension as growth_dimension,
    signal_kind,
    noted_on,
    has_plan,
    plan_due_on,
    plan_in_words
from {{ ref('int_people__growth_signals') }}
