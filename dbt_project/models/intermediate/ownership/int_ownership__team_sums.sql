with cells as (
    select
        cells.metric_id,
        cells.team_id,
        cells.grain,
        cells.period_start,
        cells.n_items,
        periods.starts_at_utc,
        periods.ends_at_utc
    from {{ ref('int_metrics__cells') }} as cells
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            cells.team_id = periods.team_id
            and cells.grain = periods.grain
            and cells.period_start = periods.period_start
),

-- A group that owns or employs something itself is more than its member teams.
groups_of_teams as (
    select
        members.parent_team_id as team_id,
        count(*) as n_members
    from {{ ref('int_ownership__teams') }} as members
    where
        members.parent_team_id is not null
        and members.parent_team_id not in (select team_id from {{ ref('int_ownership__service_owners') }})
        and members.parent_team_id not in (select team_id from {{ ref('int_identity__roster') }})
    group by members.parent_team_id
),

compared as (
    select
        wholes.metric_id,
        wholes.team_id,
        wholes.grain,
        wholes.period_start,
        wholes.n_items,
        groups_of_teams.n_members,
        count(parts.n_items) as n_known_members,
        sum(parts.n_items) as sum_of_members,
        max(parts.n_items) as largest_member
    from cells as wholes
    inner join groups_of_teams on wholes.team_id = groups_of_teams.team_id
    inner join {{ ref('int_ownership__teams') }} as members on wholes.team_id = members.parent_team_id
    -- Only where the same hours are meant: member teams of another zone have other weeks.
    inner join cells as parts
        on
            members.team_id = parts.team_id
            and wholes.metric_id = parts.metric_id
            and wholes.grain = parts.grain
            and wholes.starts_at_utc = parts.starts_at_utc
            and wholes.ends_at_utc = parts.ends_at_utc
    where wholes.n_items is not null
    group by
        wholes.metric_id, wholes.team_id, wholes.grain, wholes.period_start, wholes.n_items, groups_of_teams.n_members
)

select
    metric_id,
    team_id,
    grain,
    period_start,
    n_items,
    cast(sum_of_members as bigint) as sum_of_members,
    largest_member
from compared
where n_known_members = n_members
