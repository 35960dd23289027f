-- The mart with its closed gates: numbers a gate reaches are hidden, final ones stay as last published.
create table published.marts.fct_team_metrics as
with gates as (
    select metric_id, team_id, arg_min(status, place) as gate_status
    from closed_gates
    group by metric_id, team_id
),

last_good as (
    select
        metric_id, definition_version, team_id, grain, period_start,
        case when value is not null then value else last_good_value end as last_good_value,
        case when value is not null then as_of else last_good_as_of end as last_good_as_of
    from previous_fct_team_metrics
),

judged as (
    select
        cells.*,
        last_good.last_good_value as kept_value,
        last_good.last_good_as_of as kept_as_of,
        case
            when gates.gate_status is null or cells.status in ('not_applicable', 'source_missing') then cells.status
            else gates.gate_status
        end as shown_status,
        gates.gate_status is not null and cells.finality = 'final' and kept.value is not null as is_kept
    from warehouse.marts.fct_team_metrics as cells
    left join gates using (metric_id, team_id)
    left join last_good using (metric_id, definition_version, team_id, grain, period_start)
    left join previous_fct_team_metrics as kept
        using (metric_id, definition_version, team_id, grain, period_start)
),

hidden as (
    select
        * exclude (kept_value, kept_as_of, shown_status, is_kept)
        replace (
            shown_status as status,
            if(shown_status in ('ok', 'provisional'), value, null) as value,
            if(shown_status like 'source_%', null, numerator) as numerator,
            if(shown_status like 'source_%', null, denominator) as denominator,
            if(shown_status like 'source_%', null, n_items) as n_items,
            if(shown_status like 'source_%', null, n_people) as n_people,
            if(shown_status like 'source_%', null, ci_low) as ci_low,
            if(shown_status like 'source_%', null, ci_high) as ci_high,
            if(shown_status like 'source_%', kept_value, null) as last_good_value,
            if(shown_status like 'source_%', kept_as_of, null) as last_good_as_of
        )
    from judged
    where not is_kept
),

kept as (
    select previous.*
    from previous_fct_team_metrics as previous
    inner join judged using (metric_id, definition_version, team_id, grain, period_start)
    where judged.is_kept
)

select * from hidden
union all by name
select * from kept
order by metric_id, team_id, grain, period_start
