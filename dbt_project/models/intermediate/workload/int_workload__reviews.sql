-- One event however often somebody submits on one of their days: a long discussion is one sitting.
with sittings as (
    select
        reviews.pull_request_id,
        reviews.person_id,
        {{ local_date('reviews.submitted_at', 'roster.time_zone') }} as local_date,
        min(reviews.submitted_at) as occurred_at
    from {{ ref('int_collaboration__reviews') }} as reviews
    inner join {{ ref('int_identity__roster') }} as roster
        on
            reviews.person_id = roster.person_id
            and {{ local_date('reviews.submitted_at', 'roster.time_zone') }} >= roster.valid_from
            and {{ local_date('reviews.submitted_at', 'roster.time_zone') }} < roster.valid_to
    where reviews.is_human and reviews.is_independent
    group by
        reviews.pull_request_id, reviews.person_id, {{ local_date('reviews.submitted_at', 'roster.time_zone') }}
)

select
    sittings.pull_request_id || ':' || cast(sittings.local_date as {{ dbt.type_string() }}) as event_id,
    sittings.person_id,
    sittings.occurred_at
from sittings
