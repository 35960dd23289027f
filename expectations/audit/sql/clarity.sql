-- Answers about clarity under the codes people chose, on one scale with a high answer favourable.
select
    responses.team_id,
    responses.pair_code,
    waves.closed_on,
    avg(
        case when items.is_reverse_keyed then items.scale_min + items.scale_max - responses.value else responses.value end
    ) as value
from warehouse.staging.stg_file_drops__survey_responses as responses
inner join warehouse.staging.stg_file_drops__survey_items as items
    on responses.survey_id = items.survey_id and responses.item_slot = items.item_slot
inner join warehouse.staging.stg_file_drops__survey_waves as waves
    on
        responses.survey_id = waves.survey_id
        and responses.wave_id = waves.wave_id
        and responses.team_id = waves.team_id
where items.instrument = 'pilot_clarity' and responses.pair_code is not null and waves.closed_on <= $as_of
group by all
order by all
