select
    repository,
    count(*) as n_pull_requests,
    count(*) filter (where service_id is null) as n_unowned,
    count(*) filter (where service_id is null) / cast(count(*) as double) as unowned_share
from {{ ref('int_ownership__pull_request_services') }}
group by repository
