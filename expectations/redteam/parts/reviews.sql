-- Reviews, from attack.new_reviews (key, pull_request_id, repository, login, state, submitted_at, body_length).
insert into landing_github.pull_request_reviews by name
select template.* replace (
    added.key as review_id,
    added.pull_request_id as pull_request_id,
    added.repository as repository,
    added.login as author_login,
    'User' as author_type,
    added.state as state,
    added.submitted_at as submitted_at,
    added.body_length as body_length,
    0 as comment_count
)
from attack.new_reviews as added
cross join (from honest.landing_github.pull_request_reviews order by review_id limit 1) as template;
