-- Who may be counted is frozen for the quarter the window begins in; how much of them was there is not.
with members as (
    select distinct
        windows.team_id,
        windows.window_weeks,
        windows.window_start,
        windows.window_end,
        roster.person_id
    from {{ ref('int_workload__windows') }} as windows
    inner join {{ ref('int_ownership__team_tree') }} as tree on windows.team_id = tree.team_id
    inner join {{ ref('int_identity__reporting_roster') }} as roster
        on tree.member_team_id = roster.team_id and windows.quarter_start = roster.quarter_start
),

-- Who is there since the roster begins may have been there for long.
joined as (
    select
        roster.person_id,
        min(roster.valid_from) as joined_on,
        min(roster.valid_from) = min(min(roster.valid_from)) over () as is_settled
    from {{ ref('int_identity__roster') }} as roster
    group by roster.person_id
),

days as (
    select
        members.*,
        roster.capacity_weight,
        case
            when joined.is_settled then 4
            else least(floor({{ days_between('joined.joined_on', 'dates.date_day') }} / 3e1) + 1, 4)
        end as ramped_quarters
    from members
    inner join joined on members.person_id = joined.person_id
    inner join {{ ref('int_ownership__team_tree') }} as tree on members.team_id = tree.team_id
    inner join {{ ref('int_identity__roster') }} as roster
        on
            tree.member_team_id = roster.team_id
            and members.person_id = roster.person_id
            and members.window_end > roster.valid_from
            and members.window_start < roster.valid_to
    inner join {{ ref('int_calendar__dates') }} as dates
        on
            members.window_start <= dates.date_day
            and members.window_end > dates.date_day
            and roster.valid_from <= dates.date_day
            and roster.valid_to > dates.date_day
    where not dates.is_weekend
)

select
    days.team_id,
    days.window_weeks,
    days.window_start,
    days.window_end,
    days.person_id,
    -- Whole numbers, so that the order of adding cannot matter: quarters of ten-thousandths of a full-time day.
    cast(sum(round(days.capacity_weight * 10000) * days.ramped_quarters) as bigint) as capacity
from days
group by days.team_id, days.window_weeks, days.window_start, days.window_end, days.person_id
having sum(round(days.capacity_weight * 10000) * days.ramped_quarters) > 0
