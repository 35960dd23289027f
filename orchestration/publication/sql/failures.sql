-- One row per source, stream and metric whose gate failed: the worst failure, and how many there are.
create or replace temp table failures as
with failed as (
    select
        *,
        case status_when_failed
            when 'source_missing' then 1
            when 'source_stale' then 2
            else 3
        end as badness
    from warehouse.gates.gate_results
    where not passed and severity = 'degrade'
),

-- Streams no metric needs are told, too.
streams as (
    select metric_id, source, stream from warehouse.intermediate.int_metrics__streams
    union
    select null as metric_id, source, stream from warehouse.marts.rpt_signal_status where metric_id is null
)

select
    streams.metric_id,
    streams.source,
    streams.stream,
    failed.status_when_failed as status,
    failed.badness,
    failed.check_id,
    failed.scope || ': ' || failed.detail as detail,
    count(*) over (partition by streams.metric_id, streams.source, streams.stream) as n_failed
from streams
inner join failed
    on streams.source = failed.source
    and (failed.stream is null or failed.stream = streams.stream)
    and (failed.metric_id is null or failed.metric_id = streams.metric_id)
qualify row_number() over (
    partition by streams.metric_id, streams.source, streams.stream
    order by failed.badness, failed.check_id, failed.scope, failed.detail
) = 1;

-- One row per metric that may not show its numbers: the status it gets instead.
create or replace temp table metric_failures as
select
    metric_id,
    status
from failures
where metric_id is not null
qualify row_number() over (partition by metric_id order by badness, check_id, source, stream) = 1;
