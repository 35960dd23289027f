with lines as (
    select
        pull_request_id,
        service_id,
        sum(changed_lines) as changed_lines
    from {{ ref('int_ownership__file_services') }}
    where service_id is not null
    group by pull_request_id, service_id
),

largest as (
    select
        pull_request_id,
        service_id,
        row_number() over (
            partition by pull_request_id
            order by changed_lines desc nulls last, service_id asc nulls last
        ) as place
    from lines
),

with_files as (
    select distinct pull_request_id from {{ ref('int_ownership__file_services') }}
),

whole_repository as (
    select
        repository,
        min(service_id) as service_id
    from {{ ref('stg_file_drops__services') }}
    where path_prefix = ''
    group by repository
)

select
    pull_requests.pull_request_id,
    pull_requests.repository,
    case
        when largest.service_id is not null then largest.service_id
        when with_files.pull_request_id is null then whole_repository.service_id
    end as service_id,
    case
        when largest.service_id is not null then 'files'
        when with_files.pull_request_id is null and whole_repository.service_id is not null then 'repository'
        else 'unowned'
    end as attribution
from {{ ref('stg_github__pull_requests') }} as pull_requests
left join largest on pull_requests.pull_request_id = largest.pull_request_id and largest.place = 1
left join with_files on pull_requests.pull_request_id = with_files.pull_request_id
left join whole_repository on pull_requests.repository = whole_repository.repository
