-- Who owns what and when, what was deployed to production, and which commits each deployment brought.
with recursive
tree as (
    select team_id, team_id as member_team_id, 0 as depth from teams
    union all
    select tree.team_id, teams.team_id, tree.depth + 1
    from tree inner join teams on tree.member_team_id = teams.parent_team_id
    where tree.depth < 20
),

-- A group without a calendar of its own borrows that of the nearest team below it.
lenders as (
    select tree.team_id, arg_min(lent.team_id, (tree.depth, lent.since, lent.team_id)) as lender
    from tree inner join (
        select team_id, min(valid_from) as since from team_calendars group by team_id
    ) as lent on tree.member_team_id = lent.team_id
    group by tree.team_id
),

calendars as (
    select lenders.team_id, time_zone, valid_from
    from lenders inner join team_calendars on lenders.lender = team_calendars.team_id
),

zones as (
    select
        teams.team_id,
        coalesce(time_zone, 'UTC') as time_zone,
        if(row_number() over spans = 1, date '0001-01-01', calendars.valid_from) as valid_from,
        coalesce(lead(calendars.valid_from) over spans, date '9999-12-31') as valid_to
    from teams left join calendars using (team_id)
    window spans as (partition by teams.team_id order by calendars.valid_from)
),

owners as (
    select service_id, repository, team_id, valid_from, coalesce(valid_to, date '9999-12-31') as valid_to
    from service_owners inner join services using (service_id)
),

finished as (
    select
        deployments.deployment_id || ':' || environments.service_id as item_id,
        deployments.deployment_id,
        environments.service_id,
        deployments.repository,
        deployments.commit_sha,
        statuses.finished_at,
        row_number() over in_order as place,
        coalesce(deployments.commit_sha != lag(deployments.commit_sha) over in_order, true) as is_change
    from deployments
    inner join (
        select deployment_id, min(created_at) as finished_at from deployment_statuses
        where state = 'SUCCESS' and created_at <= {as_of} group by deployment_id
    ) as statuses using (deployment_id)
    inner join services using (repository)
    inner join deployment_environments as environments
        on services.service_id = environments.service_id and deployments.environment = environments.environment
    window in_order as (partition by environments.service_id order by statuses.finished_at, deployments.deployment_id)
),

deployed as (
    select finished.*, owners.team_id
    from finished left join owners
        on finished.service_id = owners.service_id
        and finished.finished_at::date >= owners.valid_from and finished.finished_at::date < owners.valid_to
),

parents as (
    select repository, commit_sha, unnest(string_split(parent_shas, ',')) as parent_sha from commits
),

firsts as (
    select service_id, repository, commit_sha, min(place) as place from deployed group by all
),

-- From each deployed commit back through its parents, up to what an earlier deployment had.
edges as (
    select starts.service_id, parents.commit_sha, parents.parent_sha, firsts.place as parent_place
    from parents
    inner join (
        select service_id, repository, min(finished_at)::date - 90 as oldest from deployed group by all
    ) as starts using (repository)
    inner join commits on parents.repository = commits.repository and parents.parent_sha = commits.commit_sha
    left join firsts on starts.service_id = firsts.service_id and parents.parent_sha = firsts.commit_sha
    where commits.committed_at::date >= starts.oldest
),

walks as (
    select service_id, place, commit_sha from firsts
    union
    select edges.service_id, walks.place, edges.parent_sha
    from walks inner join edges using (service_id, commit_sha)
    where edges.parent_place is null or edges.parent_place > walks.place
),

brought as (
    select walks.service_id, deployed.repository, walks.commit_sha, min(walks.place) as place
    from walks inner join deployed using (service_id, place)
    group by all
),
