-- A distribution of load needs what the metric of the same streams needs, and may not single anybody out.
with judged as (
    select
        loads.*,
        coalesce(failures.status, case when withheld.measure is not null then 'suppressed_privacy' end) as reason
    from warehouse.marts.rpt_workload_distribution as loads
    left join load_failures as failures on loads.load_kind = failures.load_kind
    left join withheld
        on
            withheld.table_name = 'rpt_workload_distribution'
            and withheld.measure = 'workload: ' || loads.load_kind
            and loads.team_id = withheld.team_id
            and loads.window_start = withheld.period_start
)

select
    judged.* exclude (reason) replace (
        case when reason is null then excess_over_fair_share end as excess_over_fair_share,
        case when reason is null then effective_people end as effective_people,
        case when reason is null then p_fair end as p_fair,
        case when reason is null then detectable_multiple end as detectable_multiple,
        case when reason is null then n_events end as n_events,
        case when reason is null then is_concentrated end as is_concentrated,
        case when reason is null then advice end as advice,
        case when status = 'source_missing' then status else coalesce(reason, status) end as status
    )
from judged
