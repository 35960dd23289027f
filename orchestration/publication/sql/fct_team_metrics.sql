-- Cells of metrics whose source failed, or that an audit suspended, and cells that would single out people, lose their
-- value and say why; where a source failed, the last good value stays with its date.
with judged as (
    select
        cells.*,
        case
            when failures.status is not null and cells.status not in ('not_applicable', 'source_missing')
                then failures.status
            else cells.status
        end as new_status
    from warehouse.marts.fct_team_metrics as cells
    left join hidden_cells as failures using (metric_id, team_id, grain, period_start)
)

select
    judged.* exclude (new_status) replace (
        case when new_status = status then value end as value,
        case when new_status = status then numerator end as numerator,
        case when new_status = status then denominator end as denominator,
        case when new_status = status then n_items end as n_items,
        case when new_status = status then ci_low end as ci_low,
        case when new_status = status then ci_high end as ci_high,
        case when new_status = status then centre_line end as centre_line,
        case when new_status = status then lower_limit end as lower_limit,
        case when new_status = status then upper_limit end as upper_limit,
        case when new_status = status or limits_status is null then limits_status else 'no_limits' end
            as limits_status,
        case when new_status = status then baseline_start end as baseline_start,
        case when new_status = status then is_outside_limits end as is_outside_limits,
        case when new_status = status then is_long_run end as is_long_run,
        case when new_status like 'source%' then previous_value end as last_good_value,
        case when new_status like 'source%' then previous_as_of end as last_good_as_of,
        new_status as status
    )
from judged
left join previous_cells
    using (metric_id, definition_version, team_id, grain, period_start)
