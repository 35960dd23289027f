/*
story: >-
  Answers every item of the survey with the best there is.
minutes: 10
needs_collusion: false
form: naive
metrics: [dev_friction]
naive: [survey_mean]
streams: [file_drops.survey_responses]
*/
-- The attacker is one of those who answered; the survey is open once in a quarter, whatever the week.
update landing_file_drops.survey_responses as responses
set value = case when items.is_reverse_keyed then items.scale_min else items.scale_max end
from (
    select
        waves.survey_id,
        waves.wave_id,
        waves.team_id,
        min(answers.respondent_hash) as respondent_hash
    from honest.landing_file_drops.survey_waves as waves
    inner join honest.landing_file_drops.survey_responses as answers using (survey_id, wave_id, team_id)
    inner join (select distinct team_id from attack.weeks) as weeks on waves.team_id = weeks.team_id
    group by waves.survey_id, waves.wave_id, waves.team_id
) as attackers, honest.landing_file_drops.survey_items as items
where
    responses.survey_id = attackers.survey_id
    and responses.wave_id = attackers.wave_id
    and responses.team_id = attackers.team_id
    and responses.respondent_hash = attackers.respondent_hash
    and items.survey_id = responses.survey_id
    and items.item_slot = responses.item_slot;
