-- Which service a pull request is of, when it was deployed, and when its commits were first seen.
nearest as (
    select files.pull_request_id, files.additions + files.deletions as lines, any_value(services.service_id order by
        length(services.path_prefix) desc, services.service_id) filter (
            services.path_prefix = '' or files.path = services.path_prefix
            or starts_with(files.path, rtrim(services.path_prefix, '/') || '/')
        ) as service_id
    from pull_request_files as files left join services using (repository)
    group by files.pull_request_file_id, files.pull_request_id, lines
),

touched as (
    select pull_request_id, service_id, sum(lines) as lines from nearest group by all
),

whole as (
    select repository, min(service_id) as service_id from services where path_prefix = '' group by repository
),

merged as (
    select
        pulls.*,
        coalesce(largest.service_id, if(touched.pull_request_id is null, whole.service_id, null)) as service_id
    from pull_requests as pulls
    left join (
        select pull_request_id, arg_max(service_id, (lines, -place)) as service_id
        from (select *, row_number() over (order by service_id) as place from touched where service_id is not null)
        group by pull_request_id
    ) as largest using (pull_request_id)
    left join (select distinct pull_request_id from touched) as touched using (pull_request_id)
    left join whole using (repository)
    where pulls.merged_at <= {as_of}
),

commit_changes as (
    select
        commits.commit_id, commits.repository, commits.commit_sha, commits.committed_at,
        commits.parent_shas like '%,%' as is_merge,
        by_merge.pull_request_id is not null as is_merge_of_pull_request,
        coalesce(by_merge.pull_request_id, by_list.pull_request_id, by_number.pull_request_id) as pull_request_id
    from commits
    left join (
        select repository, merge_commit_sha as commit_sha, min(pull_request_id) as pull_request_id
        from merged group by all
    ) as by_merge using (repository, commit_sha)
    left join (
        select merged.repository, listed.commit_sha, min(pull_request_id) as pull_request_id
        from merged inner join pull_request_commits as listed using (pull_request_id) group by all
    ) as by_list using (repository, commit_sha)
    left join merged as by_number
        on commits.repository = by_number.repository and commits.pull_request_number = by_number.number
),

arrived as (
    select
        coalesce(changes.pull_request_id, changes.commit_id) as change_id, changes.pull_request_id,
        deployed.item_id as deployment, deployed.service_id, deployed.place, deployed.finished_at, deployed.team_id
    from commit_changes as changes
    left join merged on changes.pull_request_id = merged.pull_request_id
    left join whole on changes.repository = whole.repository
    inner join brought
        on changes.repository = brought.repository and changes.commit_sha = brought.commit_sha
        and brought.service_id = if(changes.pull_request_id is null, whole.service_id, merged.service_id)
    inner join deployed on brought.service_id = deployed.service_id and brought.place = deployed.place
    where changes.is_merge_of_pull_request or changes.pull_request_id is null
),

main_pushes as (
    select pushes.repository, after_sha as commit_sha, min(pushes.pushed_at) as pushed_at
    from pushes inner join repositories
        on pushes.repository = repositories.repository and replace(ref, 'refs/heads/', '') = default_branch
    where pushes.pushed_at <= {as_of} and activity_type != 'branch_deletion' group by all
),

pushed_to_main as (
    select repository, commit_sha, pushed_at, 0 as steps from main_pushes
    union
    select here.repository, parents.parent_sha, here.pushed_at, here.steps + 1
    from pushed_to_main as here inner join parents using (repository, commit_sha)
    left join main_pushes as other
        on parents.repository = other.repository and parents.parent_sha = other.commit_sha
    where here.steps < 250 and other.commit_sha is null
),

seen as (
    select
        listed.pull_request_id as change_id, listed.pull_request_id, listed.repository, listed.commit_sha,
        listed.parent_count >= 2 as is_merge,
        coalesce(min(heads.pushed_at) over (
            partition by listed.pull_request_id order by listed.position
            rows between current row and unbounded following
        ), pulls.created_at) as first_seen_at,
        true as is_server
    from pull_request_commits as listed
    inner join pull_requests as pulls using (pull_request_id)
    left join (
        select repository, replace(ref, 'refs/heads/', '') as branch, after_sha, min(pushed_at) as pushed_at
        from pushes where activity_type in ('push', 'force_push', 'branch_creation') and pushed_at <= {as_of}
        group by all
    ) as heads
        on listed.repository = heads.repository and pulls.head_branch = heads.branch
        and listed.commit_sha = heads.after_sha
    where pulls.created_at <= {as_of}
    union all
    select
        changes.commit_id, null, changes.repository, changes.commit_sha, coalesce(changes.is_merge, false),
        coalesce(direct.pushed_at, changes.committed_at), direct.pushed_at is not null
    from commit_changes as changes
    left join (
        select repository, commit_sha, min(pushed_at) as pushed_at from pushed_to_main group by all
    ) as direct using (repository, commit_sha)
    where changes.pull_request_id is null
),
