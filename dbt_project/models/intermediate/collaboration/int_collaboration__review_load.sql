-- One event however often somebody submits on one day: a long discussion is one sitting.
with events as (
    select distinct
        reviews.pull_request_id,
        roster.team_id,
        roster.person_id,
        {{ local_date('reviews.submitted_at', 'roster.time_zone') }} as local_date
    from {{ ref('int_collaboration__reviews') }} as reviews
    inner join {{ ref('int_identity__roster') }} as roster
        on
            reviews.person_id = roster.person_id
            and {{ local_date('reviews.submitted_at', 'roster.time_zone') }} >= roster.valid_from
            and {{ local_date('reviews.submitted_at', 'roster.time_zone') }} < roster.valid_to
    where reviews.is_human and reviews.is_independent
)

select
    events.pull_request_id || ':' || events.person_id || ':'
    || cast(events.local_date as {{ dbt.type_string() }}) || ':' || events.team_id as review_event_id,
    events.pull_request_id,
    events.team_id,
    events.person_id,
    events.local_date
from events
