-- Whom a request asked, in which team, and on which calendar that one's hours count.
with asked as (
    select
        requests.*,
        roster.team_id,
        roster.time_zone,
        accounts.person_id as requested_person_id
    from {{ ref('int_collaboration__review_requests') }} as requests
    inner join {{ ref('int_identity__accounts') }} as accounts
        on requests.reviewer_login = accounts.login and accounts.is_human
    inner join {{ ref('int_identity__reporting_roster') }} as roster
        on
            accounts.person_id = roster.person_id
            and {{ local_date('requests.started_at', 'roster.time_zone') }} >= roster.valid_from
            and {{ local_date('requests.started_at', 'roster.time_zone') }} < roster.valid_to
    union all
    select
        requests.*,
        github_teams.team_id,
        zones.time_zone,
        null as requested_person_id
    from {{ ref('int_collaboration__review_requests') }} as requests
    inner join {{ ref('stg_file_drops__github_teams') }} as github_teams
        on requests.reviewer_team_slug = github_teams.slug
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            github_teams.team_id = zones.team_id
            and cast(requests.started_at as date) >= zones.valid_from
            and cast(requests.started_at as date) < zones.valid_to
),

responses as (
    select
        asked.review_request_id,
        asked.team_id,
        min(reviews.submitted_at) as responded_at,
        min_by(reviews.person_id, reviews.submitted_at)
        filter (where reviews.person_id is not null) as responding_person_id
    from asked
    inner join {{ ref('int_collaboration__reviews') }} as reviews
        on asked.pull_request_id = reviews.pull_request_id
    where
        reviews.is_human
        and reviews.is_independent
        and reviews.is_substantive
        and reviews.submitted_at >= asked.started_at
        and reviews.submitted_at <= asked.ended_at
        and (asked.requested_person_id is null or asked.requested_person_id = reviews.person_id)
    group by asked.review_request_id, asked.team_id
),

ended as (
    select
        asked.*,
        responses.responded_at,
        responses.responded_at is not null as is_answered,
        coalesce(responses.responded_at, asked.ended_at) as observed_until,
        coalesce(asked.requested_person_id, responses.responding_person_id) as person_id
    from asked
    left join responses
        on
            asked.review_request_id = responses.review_request_id
            and asked.team_id = responses.team_id
)

select
    ended.review_request_id || ':' || ended.team_id as review_request_team_id,
    ended.review_request_id,
    ended.pull_request_id,
    ended.team_id,
    ended.person_id,
    ended.requested_person_id is null as is_team_request,
    ended.started_at,
    ended.responded_at,
    ended.is_answered,
    (
        {{ business_seconds_at('last_day', 'ended.observed_until') }}
        - {{ business_seconds_at('first_day', 'ended.started_at') }}
    ) / 3600 as business_hours
from ended
inner join {{ ref('int_calendar__business_days') }} as first_day
    on {{ business_day_join('first_day', 'ended.team_id', 'ended.time_zone', 'ended.started_at') }}
inner join {{ ref('int_calendar__business_days') }} as last_day
    on {{ business_day_join('last_day', 'ended.team_id', 'ended.time_zone', 'ended.observed_until') }}
