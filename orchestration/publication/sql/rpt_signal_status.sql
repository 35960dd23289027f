-- One row per metric and source it needs: whether it can be trusted today; if not, why and since when.
create table published.marts.rpt_signal_status as
with needed as (
    select distinct metric_id, source from warehouse.intermediate.int_metrics__streams
),

closed as (
    select
        metric_id,
        source,
        arg_min(status, place) as status,
        arg_min(check_id, place) as check_id,
        array_to_string(list_sort(list(distinct reason))[1:3], '; ') as reason,
        count(distinct reason) as n_reasons,
        count(distinct team_id) as n_teams
    from closed_gates
    group by metric_id, source
),

last_published as (
    select metric_id, max(coalesce(last_good_as_of, case when value is not null then as_of end)) as last_good_as_of
    from previous_fct_team_metrics
    group by metric_id
),

judged as (
    select
        needed.source,
        needed.metric_id,
        coalesce(closed.status, 'ok') as status,
        closed.check_id,
        case
            when closed.n_reasons > 3 then closed.reason || '; and ' || (closed.n_reasons - 3) || ' more'
            else closed.reason
        end as reason,
        coalesce(closed.n_teams, 0) as n_teams_affected
    from needed
    left join closed using (metric_id, source)
)

select
    judged.source,
    judged.metric_id,
    judged.status,
    judged.check_id,
    judged.reason,
    judged.n_teams_affected,
    case when previous.status = judged.status then previous.since else current_build() end as since,
    case when judged.status = 'ok' then current_build() else last_published.last_good_as_of end as last_good_as_of
from judged
left join previous_rpt_signal_status as previous using (metric_id, source)
left join last_published using (metric_id)
order by judged.source, judged.metric_id
