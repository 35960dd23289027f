-- Where a source of a signal failed, neither its figures nor its words are told.
select
    signals.* replace (
        case when failed.status is null then n_people end as n_people,
        case when failed.status is null then n_items end as n_items,
        case when failed.status is null then value end as value,
        case when failed.status is null then spread end as spread,
        case when failed.status is null then median end as median,
        case when failed.status is null then agreement end as agreement,
        case when failed.status is null then response_rate end as response_rate,
        case when failed.status is null then earlier_response_rate end as earlier_response_rate,
        case when failed.status is null then earlier_value end as earlier_value,
        case when failed.status is null then moving_average end as moving_average,
        case when failed.status is null then minimum_detectable_change end as minimum_detectable_change,
        case when failed.status is null then change_since_last end as change_since_last,
        case
            when failed.status is null or signals.status = 'source_missing' then reading
            else 'What this is told from cannot be trusted today: nothing is said by it.'
        end as reading,
        case when signals.status = 'source_missing' then signals.status else coalesce(failed.status, signals.status) end
            as status
    )
from warehouse.marts.rpt_safety_signals as signals
left join safety_failures as failed on signals.signal_id = failed.signal_id
