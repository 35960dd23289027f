with sizes as (
    select
        files.pull_request_id,
        cast(sum(files.additions + files.deletions) as bigint) as changed_lines,
        cast(sum(
            case when generated_paths.path is null then files.additions + files.deletions else 0 end
        ) as bigint) as written_lines
    from {{ ref('stg_github__pull_request_files') }} as files
    left join {{ ref('int_delivery__generated_paths') }} as generated_paths
        on files.repository = generated_paths.repository and files.path = generated_paths.path
    group by files.pull_request_id
)

select
    pull_requests.pull_request_id,
    pull_requests.repository,
    pull_requests.merged_at,
    services.service_id,
    owners.team_id,
    pull_requests.author_login,
    accounts.person_id,
    coalesce(accounts.is_human, false) as is_human,
    -- One person with two accounts is one author.
    coalesce(accounts.person_id, pull_requests.author_login) as author_key,
    coalesce(sizes.changed_lines, 0) as changed_lines,
    coalesce(sizes.written_lines, 0) as written_lines
from {{ ref('stg_github__pull_requests') }} as pull_requests
left join sizes on pull_requests.pull_request_id = sizes.pull_request_id
left join {{ ref('int_identity__accounts') }} as accounts
    on pull_requests.author_login = accounts.login
left join {{ ref('int_ownership__pull_request_services') }} as services
    on pull_requests.pull_request_id = services.pull_request_id
left join {{ ref('int_ownership__service_owners') }} as owners
    on
        services.service_id = owners.service_id
        and cast(pull_requests.merged_at as date) >= owners.valid_from
        and cast(pull_requests.merged_at as date) < owners.valid_to
where pull_requests.merged_at <= {{ as_of() }}
