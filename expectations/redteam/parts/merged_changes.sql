-- Pull requests of one commit, approved by a colleague and merged, from attack.new_changes (key, repository,
-- service_id, login, colleague_login, opened_at, merged_at, lines). The next deployment of the service takes them
-- along: its commit has theirs as parents.
create table attack.numbered_changes as
select
    *,
    900000 + row_number() over (order by key) as number
from attack.new_changes;

insert into landing_github.pull_requests by name
select template.* replace (
    added.key as pull_request_id,
    added.repository as repository,
    added.number as number,
    added.login as author_login,
    added.opened_at as created_at,
    added.merged_at as updated_at,
    added.merged_at as closed_at,
    added.merged_at as merged_at,
    added.colleague_login as merged_by_login,
    added.key as merge_commit_sha,
    added.key as head_branch,
    added.key as head_sha,
    added.repository as head_repository,
    added.lines as additions,
    0 as deletions,
    1 as changed_files,
    cast(null as bigint) as reverts_number,
    cast(null as varchar) as reverts_sha,
    '' as labels,
    1 as commit_count,
    1 as review_count
)
from attack.numbered_changes as added
cross join (
    from honest.landing_github.pull_requests
    where state = 'MERGED' and author_type = 'User' and not is_draft
    order by pull_request_id
    limit 1
) as template;

insert into landing_github.pull_request_files by name
select template.* replace (
    added.key as pull_request_file_id,
    added.key as pull_request_id,
    added.repository as repository,
    known.path as path,
    added.lines as additions,
    0 as deletions
)
from attack.numbered_changes as added
inner join (
    select
        links.service_id,
        mode(files.path) as path
    from honest.landing_github.pull_request_files as files
    inner join honest.intermediate.int_ownership__pull_request_services as links
        on files.pull_request_id = links.pull_request_id
    where files.path like '%src/%'
    group by links.service_id
) as known on added.service_id = known.service_id
cross join (from honest.landing_github.pull_request_files order by pull_request_file_id limit 1) as template;

insert into landing_github.pull_request_commits by name
select template.* replace (
    added.key as pull_request_commit_id,
    added.key as pull_request_id,
    added.repository as repository,
    added.key || '-head' as commit_sha,
    0 as position,
    added.login as author_login,
    added.opened_at as authored_at,
    added.opened_at as committed_at,
    added.lines as additions,
    0 as deletions,
    1 as parent_count
)
from attack.numbered_changes as added
cross join (from honest.landing_github.pull_request_commits order by pull_request_commit_id limit 1) as template;

insert into landing_github.commits by name
select template.* replace (
    added.repository || ':' || added.key as commit_id,
    added.repository as repository,
    added.key as commit_sha,
    '' as parent_shas,
    added.login as author_login,
    added.opened_at as authored_at,
    added.merged_at as committed_at,
    added.lines as additions,
    0 as deletions,
    added.number as pull_request_number,
    cast(null as varchar) as reverts_sha
)
from attack.numbered_changes as added
cross join (from honest.landing_github.commits order by commit_id limit 1) as template;

update landing_github.commits as commits
set parent_shas = commits.parent_shas || ',' || taken.shas
from (
    select
        next_ones.repository,
        next_ones.commit_sha,
        string_agg(added.key, ',') as shas
    from attack.numbered_changes as added
    asof join honest.intermediate.int_delivery__production_deployments as next_ones
        on added.service_id = next_ones.service_id and added.merged_at < next_ones.finished_at
    group by next_ones.repository, next_ones.commit_sha
) as taken
where commits.repository = taken.repository and commits.commit_sha = taken.commit_sha;

insert into landing_github.pull_request_reviews by name
select template.* replace (
    added.key as review_id,
    added.key as pull_request_id,
    added.repository as repository,
    added.colleague_login as author_login,
    'User' as author_type,
    'APPROVED' as state,
    added.merged_at - interval 2 minute as submitted_at,
    0 as body_length,
    0 as comment_count
)
from attack.numbered_changes as added
cross join (from honest.landing_github.pull_request_reviews order by review_id limit 1) as template;
