with calendars as (
    select
        team_id,
        time_zone,
        valid_from,
        min(valid_from) over (partition by team_id) as first_valid_from
    from {{ ref('stg_file_drops__team_calendars') }}
),

lenders as (
    select
        tree.team_id,
        calendars.team_id as lender_team_id,
        row_number() over (
            partition by tree.team_id
            order by tree.depth nulls last, calendars.first_valid_from nulls last, calendars.team_id nulls last
        ) as place
    from {{ ref('int_ownership__team_tree') }} as tree
    inner join calendars on tree.member_team_id = calendars.team_id
),

chosen as (
    select
        teams.team_id,
        coalesce(calendars.time_zone, 'UTC') as time_zone,
        coalesce(calendars.valid_from, cast('0001-01-01' as date)) as valid_from,
        case
            when calendars.team_id is null then 'default'
            when calendars.team_id = teams.team_id then 'own'
            else 'member_team'
        end as zone_source
    from {{ ref('stg_file_drops__teams') }} as teams
    left join lenders on teams.team_id = lenders.team_id and lenders.place = 1
    left join calendars on lenders.lender_team_id = calendars.team_id
)

select
    team_id,
    time_zone,
    zone_source,
    case
        when row_number() over (partition by team_id order by valid_from nulls last) = 1 then cast('0001-01-01' as date)
        else valid_from
    end as valid_from,
    coalesce(
        lead(valid_from) over (partition by team_id order by valid_from nulls last), cast('9999-12-31' as date)
    ) as valid_to
from chosen
