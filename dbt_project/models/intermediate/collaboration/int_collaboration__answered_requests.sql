-- Whose code an answered request was about. Code that nobody owns is neither the team's own nor another's.
select
    responses.review_request_team_id,
    responses.review_request_id,
    responses.pull_request_id,
    responses.team_id,
    responses.person_id,
    responses.started_at,
    responses.responded_at,
    responses.business_hours,
    services.service_id,
    owners.team_id as owning_team_id,
    owners.team_id != responses.team_id as is_for_another_team
from {{ ref('int_collaboration__review_responses') }} as responses
inner join {{ ref('int_ownership__pull_request_services') }} as services
    on responses.pull_request_id = services.pull_request_id
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        services.service_id = owners.service_id
        -- Of the service already, or the days alone would be joined first, which is every request with every owner.
        and case when services.service_id is not null then cast(responses.started_at as date) end >= owners.valid_from
        and case when services.service_id is not null then cast(responses.started_at as date) end < owners.valid_to
where responses.is_answered
