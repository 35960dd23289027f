with tickets as (
    select
        items.*,
        rosters.team_id is not null as is_own
    from {{ ref('int_delivery__work_items') }} as items
    inner join {{ ref('int_ownership__teams') }} as teams
        on items.team_id = teams.team_id and teams.team_type = 'platform'
    left join {{ ref('int_identity__roster') }} as rosters
        on
            items.reporter_person_id = rosters.person_id
            and items.team_id = rosters.team_id
            and {{ local_date('items.created_at', 'rosters.time_zone') }} >= rosters.valid_from
            and {{ local_date('items.created_at', 'rosters.time_zone') }} < rosters.valid_to
    where items.is_reported_by_somebody
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
where not tickets.is_own
