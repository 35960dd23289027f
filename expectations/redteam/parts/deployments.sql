-- Deployments that succeeded, from attack.new_deployments (key, repository, environment, commit_sha, login, finished_at).
insert into landing_github.deployments by name
select template.* replace (
    added.key as deployment_id,
    added.repository as repository,
    added.environment as environment,
    added.commit_sha as commit_sha,
    added.login as creator_login,
    added.finished_at as created_at,
    added.finished_at as updated_at
)
from attack.new_deployments as added
cross join (from honest.landing_github.deployments order by deployment_id limit 1) as template;

insert into landing_github.deployment_statuses by name
select template.* replace (
    added.key as deployment_status_id,
    added.key as deployment_id,
    added.repository as repository,
    'SUCCESS' as state,
    added.login as creator_login,
    added.finished_at as created_at
)
from attack.new_deployments as added
cross join (from honest.landing_github.deployment_statuses order by deployment_status_id limit 1) as template;
