-- What DevLake's collectors, refdiff and its dora plugin leave in the domain tables, by their documented rules.
-- A project is a team: it maps the repositories of the services the team owns today, as a mapping knows no days.
insert into project_mapping (project_name, "table", row_id)
select distinct
    team_tree.team_id as project_name,
    kinds.kind as "table",
    owners.repository as row_id
from given.owners
inner join given.team_tree on owners.team_id = team_tree.member_team_id
cross join (values ('cicd_scopes'), ('repos'), ('boards')) as kinds (kind)
where owners.valid_to = date '9999-12-31';

-- An environment that a service names is PRODUCTION. Each success points to the success before it, in the order of
-- scope, repository and environment; the original environment's name keeps apart what is deployed separately.
insert into cicd_deployment_commits (
    id, cicd_scope_id, cicd_deployment_id, result, environment, started_date, finished_date,
    commit_sha, repo_id, repo_url, prev_success_deployment_commit_id
)
with single as (
    select distinct on (deployments.deployment_id) deployments.*
    from given.deployments
    order by deployments.deployment_id, deployments.service_id
)

select
    single.deployment_id as id,
    single.repository as cicd_scope_id,
    single.deployment_id as cicd_deployment_id,
    single.result,
    case when single.service_id is null then 'STAGING' else 'PRODUCTION' end as environment,
    single.started_at as started_date,
    single.finished_at as finished_date,
    single.commit_sha,
    single.repository as repo_id,
    single.repository as repo_url,
    case when single.result = 'SUCCESS' then lag(single.deployment_id) over (
        partition by single.repository, single.environment, single.result
        order by single.finished_at, single.deployment_id
    ) end as prev_success_deployment_commit_id
from single;

-- The commits of a deployment: what it holds and the one before it does not.
insert into commits_diffs (new_commit_sha, old_commit_sha, commit_sha)
select distinct
    deployed.commit_sha as new_commit_sha,
    previous.commit_sha as old_commit_sha,
    commits.commit_sha
from given.deployment_commits as commits
inner join cicd_deployment_commits as deployed on commits.deployment_id = deployed.id
inner join cicd_deployment_commits as previous on deployed.prev_success_deployment_commit_id = previous.id;

insert into pull_requests (id, base_repo_id, created_date, merged_date, merge_commit_sha)
select
    pull_request_id as id,
    repository as base_repo_id,
    created_at as created_date,
    merged_at as merged_date,
    merge_commit_sha
from given.pull_requests;

insert into incidents (id, scope_id, "table", created_date, resolution_date)
select distinct on (incident_id)
    incident_id as id,
    repository as scope_id,
    'boards' as "table",
    declared_at as created_date,
    mitigated_at as resolution_date
from given.incidents
order by incident_id, service_id;

-- Up to here is what was collected; the planner knows it before the plugin's own work begins.
analyze;

-- Parts of a pull request's cycle in minutes, rounded up; a negative part is missing, a missing one counts as nothing.
insert into project_pr_metrics (
    id, project_name, pr_coding_time, pr_pickup_time, pr_review_time, pr_deploy_time, pr_cycle_time, deployment_commit_id
)
with holding as (
    select distinct on (given_pr.pull_request_id)
        given_pr.pull_request_id,
        deployed.id as deployment_commit_id,
        deployed.finished_date
    from given.pull_requests as given_pr
    inner join commits_diffs on given_pr.merge_commit_sha = commits_diffs.commit_sha
    inner join cicd_deployment_commits as deployed on commits_diffs.new_commit_sha = deployed.commit_sha
    inner join cicd_deployment_commits as previous
        on
            deployed.prev_success_deployment_commit_id = previous.id
            and commits_diffs.old_commit_sha = previous.commit_sha
    where deployed.environment = 'PRODUCTION' and deployed.result = 'SUCCESS'
    order by given_pr.pull_request_id, deployed.started_date
),

spans as (
    select
        given_pr.pull_request_id,
        given_pr.repository,
        holding.deployment_commit_id,
        ceil(extract(epoch from given_pr.created_at - given_pr.first_authored_at) / 60) as coding,
        ceil(extract(epoch from given_pr.first_reviewed_at - given_pr.created_at) / 60) as pickup,
        ceil(extract(epoch from given_pr.merged_at - given_pr.first_reviewed_at) / 60) as review,
        ceil(extract(epoch from given_pr.merged_at - given_pr.created_at) / 60) as open_for,
        ceil(extract(epoch from holding.finished_date - given_pr.merged_at) / 60) as deploy
    from given.pull_requests as given_pr
    left join holding on given_pr.pull_request_id = holding.pull_request_id
    where given_pr.merged_at is not null
)

select
    spans.pull_request_id as id,
    mapped.project_name,
    case when spans.coding >= 0 then spans.coding end as pr_coding_time,
    case when spans.pickup >= 0 then spans.pickup end as pr_pickup_time,
    case when spans.review >= 0 then spans.review end as pr_review_time,
    case when spans.deploy >= 0 then spans.deploy end as pr_deploy_time,
    greatest(coalesce(spans.coding, 0), 0) + spans.open_for + greatest(coalesce(spans.deploy, 0), 0) as pr_cycle_time,
    spans.deployment_commit_id
from spans
inner join project_mapping as mapped on spans.repository = mapped.row_id and mapped."table" = 'repos';

-- An incident belongs to the project's latest successful production deployment that finished before it was opened.
insert into project_incident_deployment_relationships (id, project_name, deployment_id)
select
    incidents.id,
    mapped.project_name,
    latest.cicd_deployment_id as deployment_id
from incidents
inner join project_mapping as mapped on incidents.scope_id = mapped.row_id and mapped."table" = 'boards'
cross join lateral (
    select deployed.cicd_deployment_id
    from cicd_deployment_commits as deployed
    inner join project_mapping as scopes
        on deployed.cicd_scope_id = scopes.row_id and scopes."table" = 'cicd_scopes'
    where
        scopes.project_name = mapped.project_name
        and deployed.result = 'SUCCESS'
        and deployed.environment = 'PRODUCTION'
        and deployed.finished_date < incidents.created_date
    order by deployed.finished_date desc
    limit 1
) as latest;

analyze;
