-- What can be trusted today, per stream and the metric that needs it; if not, why and since when.
with judged as (
    select
        streams.*,
        failures.status as failed_status,
        failures.check_id as failed_check,
        -- A reader of this table must not learn of a person through the words of an error.
        case
            when names_a_person(failures.detail) then 'told in audit.duckdb, table gate_results'
            else failures.detail
        end || case when failures.n_failed > 1 then ' (and ' || (failures.n_failed - 1) || ' more)' else '' end
            as failed_reason
    from warehouse.marts.rpt_signal_status as streams
    left join failures
        on streams.source = failures.source
        and streams.stream = failures.stream
        and streams.metric_id is not distinct from failures.metric_id
)

select
    judged.* exclude (failed_status, failed_check, failed_reason) replace (
        coalesce(failed_status, 'ok') as status,
        failed_reason as reason,
        failed_check as check_id,
        case when failed_status is not null then coalesce(previous_since, run.as_of) end as since,
        case when failed_status is null then run.as_of else previous_good_as_of end as last_good_as_of
    )
from judged
cross join run
left join previous_signals as before
    on judged.source = before.source
    and judged.stream = before.stream
    and judged.metric_id is not distinct from before.metric_id
