-- One row per commit and service: the successful deployment of the service that held it first.
select
    deployments.deployment_id,
    commits.service_id,
    commits.repository,
    commits.commit_sha
from intermediate.int_delivery__deployment_commits as commits
inner join intermediate.int_delivery__production_deployments as deployments
    on commits.deployment_service_id = deployments.deployment_service_id
