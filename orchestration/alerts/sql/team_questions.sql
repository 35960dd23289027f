-- One row per open question, with the team it is asked.
select
    finding_id,
    team_id,
    quarter,
    signal,
    text
from trail.marts.signal_questions
where is_shown and not is_explained and resolution is null and team_id is not null
order by quarter, finding_id
