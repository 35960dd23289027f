-- The streams each kind of bottleneck is made of, and the worst failure among them: the status it gets instead.
create or replace temp table bottleneck_failures as
with needed (kind, source, stream) as (
    values
    ('recurring_build_failure', 'github', 'workflow_runs'),
    ('recurring_build_failure', 'github', 'workflow_jobs'),
    ('recurring_build_failure', 'gitlab', 'jobs'),
    ('recurring_build_failure', 'jenkins', 'builds'),
    ('long_review_wait', 'github', 'pull_requests'),
    ('long_review_wait', 'github', 'pull_request_timeline'),
    ('long_review_wait', 'github', 'pull_request_reviews'),
    ('queue_stage', 'github', 'pull_requests'),
    ('queue_stage', 'github', 'pull_request_commits'),
    ('queue_stage', 'github', 'pull_request_reviews'),
    ('queue_stage', 'github', 'pushes'),
    ('queue_stage', 'github', 'deployments'),
    ('queue_stage', 'github', 'deployment_statuses'),
    ('flaky_test', 'junit', 'test_cases'),
    ('flaky_test', 'junit', 'test_reports')
)

select
    needed.kind,
    failures.status
from needed
inner join failures
    on needed.source = failures.source and needed.stream = failures.stream
qualify row_number() over (partition by needed.kind order by failures.badness, failures.check_id) = 1;
