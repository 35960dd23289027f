-- Where a source of a signal failed, or it would single out people, neither its figures nor its words are told.
with judged as (
    select
        signals.*,
        coalesce(failed.status, case when withheld.measure is not null then 'suppressed_privacy' end) as reason
    from warehouse.marts.rpt_safety_signals as signals
    left join safety_failures as failed on signals.signal_id = failed.signal_id
    left join withheld
        on
            withheld.table_name = 'rpt_safety_signals'
            and withheld.measure = 'safety: ' || signals.signal_id
            and signals.team_id = withheld.team_id
            and signals.period_start = withheld.period_start
            and signals.status not in ('suppressed_privacy', 'source_missing', 'not_applicable')
)

select
    judged.* exclude (reason) replace (
        case when reason is null then n_people end as n_people,
        case when reason is null then n_items end as n_items,
        case when reason is null then value end as value,
        case when reason is null then spread end as spread,
        case when reason is null then median end as median,
        case when reason is null then agreement end as agreement,
        case when reason is null then response_rate end as response_rate,
        case when reason is null then earlier_response_rate end as earlier_response_rate,
        case when reason is null then earlier_value end as earlier_value,
        case when reason is null then moving_average end as moving_average,
        case when reason is null then minimum_detectable_change end as minimum_detectable_change,
        case when reason is null then change_since_last end as change_since_last,
        case
            when reason is null or status = 'source_missing' then reading
            when reason = 'suppressed_privacy'
                then 'With what is told elsewhere this would tell of few people: it is not shown.'
            else 'What this is told from cannot be trusted today: nothing is said by it.'
        end as reading,
        case when status = 'source_missing' then status else coalesce(reason, status) end as status
    )
from judged
