/*
story: >-
  Keeps every own pull request a draft until somebody has agreed to look at once.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [lt_coding, lt_pickup, open_change_age_p85, review_response]
naive: [pickup_time]
streams: [github.pull_request_timeline]
*/
insert into landing_github.pull_request_timeline by name
select template.* replace (
    'redteam-' || changes.pull_request_id || '-' || kinds.event_type as event_id,
    changes.pull_request_id as pull_request_id,
    changes.repository as repository,
    kinds.event_type as event_type,
    case kinds.event_type
        when 'ConvertToDraftEvent' then changes.created_at + interval 1 second
        else greatest(changes.created_at + interval 2 second, reviewed.first_review_at - interval 1 minute)
    end as created_at,
    changes.login as actor_login,
    cast(null as varchar) as reviewer_login,
    cast(null as varchar) as reviewer_team_slug
)
from attack.pull_requests as changes
inner join honest.intermediate.int_delivery__pull_request_times as reviewed
    on changes.pull_request_id = reviewed.pull_request_id and reviewed.first_review_at is not null
cross join (values ('ConvertToDraftEvent'), ('ReadyForReviewEvent')) as kinds (event_type)
cross join (from honest.landing_github.pull_request_timeline order by event_id limit 1) as template
where changes.is_own;
