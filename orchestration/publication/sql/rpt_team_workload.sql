-- A distribution of load needs what the metric of the same streams needs, and may not single anybody out.
select
    loads.* replace (
        case when hidden.status is null then excess_over_fair_share end as excess_over_fair_share,
        case when hidden.status is null then effective_people end as effective_people,
        case when hidden.status is null then p_fair end as p_fair,
        case when hidden.status is null then detectable_multiple end as detectable_multiple,
        case when loads.status = 'source_missing' then loads.status else coalesce(hidden.status, loads.status) end
            as status
    )
from warehouse.marts.rpt_team_workload as loads
left join hidden_loads as hidden
    on
        hidden.table_name = 'rpt_team_workload'
        and loads.team_id = hidden.team_id
        and loads.load_kind = hidden.load_kind
        and loads.window_start = hidden.window_start
