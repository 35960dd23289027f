with promised as (
    select
        statuses.project_id,
        statuses.milestone_id,
        statuses.team_id,
        -- The day it was due when it was first reported: whoever moves the day tells of the slip by it.
        min_by(statuses.due_on, statuses.reported_on) filter (where statuses.due_on is not null) as due_on,
        min(statuses.reported_on) as first_reported_on,
        max(statuses.reported_on) as last_reported_on,
        max(statuses.finished_on) as finished_on
    from {{ ref('stg_file_drops__project_statuses') }} as statuses
    group by statuses.project_id, statuses.milestone_id, statuses.team_id
),

told as (
    select distinct
        promised.project_id,
        promised.milestone_id,
        promised.team_id
    from promised
    inner join {{ ref('stg_file_drops__project_statuses') }} as statuses
        on
            promised.project_id = statuses.project_id
            and promised.milestone_id = statuses.milestone_id
            and promised.team_id = statuses.team_id
    where
        {{ days_between('statuses.reported_on', 'promised.due_on') }} > 7
        and (statuses.status_colour != 'green' or statuses.due_on > promised.due_on)
)

select
    promised.project_id || ':' || promised.milestone_id || ':' || promised.team_id as team_milestone_id,
    promised.team_id,
    promised.due_on,
    -- Known to be late: finished later, or reported as not finished when the day was over.
    coalesce(promised.finished_on > promised.due_on, promised.last_reported_on > promised.due_on) as is_missed,
    -- Of what was first reported within the last week nobody could have told earlier.
    {{ days_between('promised.first_reported_on', 'promised.due_on') }} > 7 as could_be_told,
    told.milestone_id is not null as is_told_early
from promised
left join told
    on
        promised.project_id = told.project_id
        and promised.milestone_id = told.milestone_id
        and promised.team_id = told.team_id
