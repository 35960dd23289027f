-- Answers to the items that ask whether a metric helped, of the latest wave that closed before the audit.
with latest as (
    select
        items.metric_id,
        items.survey_id,
        waves.wave_id
    from warehouse.staging.stg_file_drops__survey_items as items
    inner join warehouse.staging.stg_file_drops__survey_waves as waves on items.survey_id = waves.survey_id
    where items.instrument = 'metric_use' and items.metric_id is not null and waves.closed_on <= $as_of
    group by items.metric_id, items.survey_id, waves.wave_id
    qualify
        row_number() over (partition by items.metric_id order by max(waves.closed_on) desc, waves.wave_id desc) = 1
)

select
    latest.metric_id,
    latest.survey_id || ':' || latest.wave_id as wave,
    count(*) as answers,
    count(*) filter (
        where case
            when items.is_reverse_keyed then 2 * responses.value < items.scale_min + items.scale_max
            else 2 * responses.value > items.scale_min + items.scale_max
        end
    ) as favourable
from latest
inner join warehouse.staging.stg_file_drops__survey_items as items
    on latest.survey_id = items.survey_id and latest.metric_id = items.metric_id and items.instrument = 'metric_use'
inner join warehouse.staging.stg_file_drops__survey_responses as responses
    on items.survey_id = responses.survey_id and items.item_slot = responses.item_slot
    and latest.wave_id = responses.wave_id
group by all
order by all
