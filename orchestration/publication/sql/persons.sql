-- Every name a person has here: on the roster, in the registry of accounts, in the tool's own teams.
-- A name that is also that of a team, a service or a repository tells nothing about anybody.
create or replace temp table identifiers as
with names as (
    select person_id as name from warehouse.staging.stg_file_drops__roster
    union
    select person_id from warehouse.staging.stg_file_drops__identities where actor_kind = 'human'
    union
    select account from warehouse.staging.stg_file_drops__identities where actor_kind = 'human'
    union
    select login from warehouse.staging.stg_github__team_members
),

things as (
    select team_id as name from warehouse.marts.dim_teams
    union
    select service_id from warehouse.staging.stg_file_drops__services
    union
    select unnest(string_split(repository, '/')) from warehouse.staging.stg_file_drops__services
)

select
    lower(name) as name,
    '(^|[^a-z0-9])' || regexp_escape(lower(name)) || '($|[^a-z0-9])' as pattern
from names
where name is not null and lower(name) not in (select lower(name) from things);

-- A pattern is compiled for each pair, which takes a hundred times longer than to look whether the name is there at all.
create or replace temp macro names_a_person(words) as (
    exists (
        select 1 from identifiers
        where contains(lower(words), identifiers.name) and regexp_matches(lower(words), identifiers.pattern)
    )
);
