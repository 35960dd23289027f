select
    weeks.team_id,
    weeks.week_start,
    responses.review_request_id as span_id,
    'review_response' as span_kind,
    cast(responses.business_hours as double) as hours,
    -- One business day, as review_reliability publishes it.
    cast(8 as double) as target_hours
from {{ ref('int_collaboration__review_responses') }} as responses
inner join {{ observed_weeks() }} as weeks
    on
        responses.team_id = weeks.team_id
        and responses.responded_at >= weeks.starts_at_utc
        and responses.responded_at < weeks.ends_at_utc
where responses.is_answered
