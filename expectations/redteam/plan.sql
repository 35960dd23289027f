-- Who attacks what and when: what the statements of an attack read besides the landed rows.
-- The attacker of a team is the member in the middle of it by merged changes: a login like the others, no
-- administrator. Nobody real: the red team runs over a scenario of the sandbox.
create schema attack;

-- One row per team that has members of its own.
create table attack.attackers as
with activity as (
    select
        roster.team_id,
        roster.person_id,
        count(changes.pull_request_id) as n_changes
    from honest.intermediate.int_identity__roster as roster
    left join honest.intermediate.int_delivery__change_sizes as changes
        on roster.person_id = changes.person_id
    where roster.valid_to = date '9999-12-31'
    group by all
),
ranked as (
    select
        *,
        row_number() over (partition by team_id order by n_changes, person_id) as place,
        count(*) over (partition by team_id) as n_people
    from activity
)
select
    ranked.team_id,
    ranked.person_id,
    min(accounts.login) as login,
    min(colleagues.login) as colleague_login,
    ranked.n_people,
    (select count(distinct earlier.team_id) from activity as earlier where earlier.team_id < ranked.team_id) as team_number
from ranked
inner join honest.intermediate.int_identity__accounts as accounts
    on ranked.person_id = accounts.person_id and accounts.is_human
inner join honest.intermediate.int_identity__roster as others
    on ranked.team_id = others.team_id and ranked.person_id != others.person_id
inner join honest.intermediate.int_identity__accounts as colleagues
    on others.person_id = colleagues.person_id and colleagues.is_human
where ranked.place = (ranked.n_people + 1) // 2
group by ranked.team_id, ranked.person_id, ranked.n_people;

-- The weeks of the attack: one of the solo quarter, or thirteen from the first Monday of the sustained one.
-- What is switched once stays switched until the quarter is over: lasts_until.
create table attack.weeks as
select
    attackers.team_id,
    attackers.login,
    attackers.colleague_login,
    attackers.person_id,
    attackers.n_people,
    planned.arm,
    cast(planned.week_start as date) as week_start,
    cast(planned.week_start as timestamp) as starts_at,
    cast(planned.week_start as timestamp) + interval 7 day as ends_at,
    cast(planned.lasts_until as timestamp) as lasts_until
from attack.attackers as attackers
inner join attack_plan as planned on attackers.team_id = planned.team_id;

-- When periods of the team end in an attacked week: what there is at the end of a period counts for it.
create table attack.moments as
select
    weeks.*,
    periods.grain,
    periods.period_start,
    periods.ends_at_utc as ended_at
from attack.weeks as weeks
inner join honest.intermediate.int_calendar__periods as periods
    on
        weeks.team_id = periods.team_id
        and periods.grain in ('week', 'quarter')
        and periods.ends_at_utc > weeks.starts_at
        and periods.ends_at_utc < weeks.ends_at + interval 1 day;

-- What the team owns, with one environment of production each.
create table attack.services as
select
    owners.team_id,
    owners.service_id,
    environments.repository,
    min(environments.environment) as environment,
    row_number() over (partition by owners.team_id order by owners.service_id) - 1 as service_number,
    count(*) over (partition by owners.team_id) as n_services
from honest.intermediate.int_ownership__service_owners as owners
inner join honest.intermediate.int_ownership__production_environments as environments
    on owners.service_id = environments.service_id
where owners.valid_to = date '9999-12-31'
group by owners.team_id, owners.service_id, environments.repository;

-- One row per action of the attacker: spread over five days of eight hours, over the team's services in turn.
create table attack.actions as
select
    weeks.*,
    numbers.action_number,
    weeks.starts_at
    + to_days(cast(numbers.action_number * 5 // getvariable('actions') as integer))
    + to_seconds(32400 + ((numbers.action_number * 5 * 28800) // getvariable('actions')) % 28800) as acted_at,
    services.service_id,
    services.repository,
    services.environment,
    'redteam-' || weeks.team_id || '-' || weeks.week_start || '-' || numbers.action_number as key
from attack.weeks as weeks
cross join (select unnest(range(getvariable('actions'))) as action_number) as numbers
inner join attack.services as services
    on
        weeks.team_id = services.team_id
        and services.service_number = numbers.action_number % services.n_services;
