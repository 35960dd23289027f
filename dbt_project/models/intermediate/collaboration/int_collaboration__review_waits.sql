select
    responses.review_request_team_id,
    responses.team_id,
    responses.person_id,
    responses.started_at,
    pull_requests.repository,
    pull_requests.repository || '#' || cast(pull_requests.number as {{ dbt.type_string() }}) as change_number,
    cast(round(responses.business_hours * 3600000000) as bigint) as microseconds
from {{ ref('int_collaboration__review_responses') }} as responses
inner join {{ ref('stg_github__pull_requests') }} as pull_requests
    on responses.pull_request_id = pull_requests.pull_request_id
