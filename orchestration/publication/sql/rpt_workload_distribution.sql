-- The mart with its closed gates. Review load needs what review_response needs.
create table published.marts.rpt_workload_distribution as
with gates as (
    select team_id, arg_min(status, place) as gate_status
    from closed_gates
    where metric_id = 'review_response'
    group by team_id
),

judged as (
    select
        windows.*,
        case
            when gates.gate_status is not null and windows.status = 'ok' and windows.window_end > current_build() - interval 35 day
                then gates.gate_status
            else windows.status
        end as shown_status
    from warehouse.marts.rpt_workload_distribution as windows
    left join gates using (team_id)
)

select
    * exclude (shown_status)
    replace (
        shown_status as status,
        if(shown_status = 'ok', excess_over_fair_share, null) as excess_over_fair_share,
        if(shown_status = 'ok', effective_people, null) as effective_people,
        if(shown_status = 'ok', p_fair, null) as p_fair,
        if(shown_status = 'ok', detectable_multiple, null) as detectable_multiple
    )
from judged
order by team_id, load_kind, window_start
