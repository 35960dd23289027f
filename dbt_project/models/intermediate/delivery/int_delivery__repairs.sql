-- Pull requests that undo or urgently correct what was deployed, by the organisation's own rules.
with rules as (
    select
        rules.kind,
        rules.label
    from {{ ref('stg_file_drops__incident_rules') }} as rules
),

reverts_count as (
    select count(*) as n_rules from rules
    where kind = 'revert'
),

merged as (
    select
        pull_requests.*,
        reverts_count.n_rules > 0
        and (pull_requests.reverts_number is not null or pull_requests.reverts_sha is not null) as is_revert
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    cross join reverts_count
    where pull_requests.merged_at <= {{ as_of() }}
),

hotfixes as (
    select distinct merged.pull_request_id
    from merged
    inner join rules
        on rules.kind = 'hotfix_label' and {{ has_label('merged.labels', 'rules.label') }}
)

select
    merged.pull_request_id,
    merged.repository,
    merged.created_at,
    merged.merged_at,
    services.service_id,
    merged.is_revert,
    hotfixes.pull_request_id is not null as is_hotfix,
    case
        when merged.is_revert then coalesce(
            by_number.pull_request_id, by_commit.pull_request_id, by_commit.commit_id
        )
    end as reverted_change_id
from merged
left join hotfixes on merged.pull_request_id = hotfixes.pull_request_id
left join {{ ref('int_ownership__pull_request_services') }} as services
    on merged.pull_request_id = services.pull_request_id
left join {{ ref('stg_github__pull_requests') }} as by_number
    on merged.repository = by_number.repository and merged.reverts_number = by_number.number
left join {{ ref('int_delivery__commit_changes') }} as by_commit
    on merged.repository = by_commit.repository and merged.reverts_sha = by_commit.commit_sha
where merged.is_revert or hotfixes.pull_request_id is not null
