with tickets as (
    select items.*
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_ownership__teams') }} as teams
        on items.team_id = teams.team_id and teams.team_type = 'platform'
    where items.is_reported_by_somebody
),

own as (
    select distinct tickets.work_item_team_id
    from tickets
    inner join {{ ref('int_identity__roster') }} as rosters
        on tickets.reporter_person_id = rosters.person_id and tickets.team_id = rosters.team_id
    where
        {{ local_date('tickets.created_at', 'rosters.time_zone') }} >= rosters.valid_from
        and {{ local_date('tickets.created_at', 'rosters.time_zone') }} < rosters.valid_to
)

select
    tickets.work_item_team_id as platform_ticket_id,
    tickets.work_item_id,
    tickets.team_id,
    tickets.reporter_person_id as person_id,
    tickets.created_at,
    tickets.answered_at,
    -- Refused before anybody began: nobody waits any longer, and nobody was served.
    tickets.answered_at is not null
    and not (tickets.is_abandoned and tickets.started_at is null) as is_answered,
    {{ seconds_between('tickets.created_at', 'coalesce(tickets.answered_at, ' ~ as_of() ~ ')') }} / 3600 as wait_hours
from tickets
left join own on tickets.work_item_team_id = own.work_item_team_id
where own.work_item_team_id is null
