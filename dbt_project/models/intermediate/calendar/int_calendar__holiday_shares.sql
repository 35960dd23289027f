with working_teams as (
    select
        team_id,
        count(*) over () as n_teams
    from {{ ref('int_ownership__teams') }}
    where not has_member_teams
)

select
    holidays.holiday_date,
    count(distinct holidays.team_id) / cast(max(working_teams.n_teams) as double) as share
from {{ ref('stg_file_drops__holidays') }} as holidays
inner join working_teams on holidays.team_id = working_teams.team_id
group by holidays.holiday_date
