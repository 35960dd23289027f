-- One row per stream and instant since which metrics cannot trust it.
select
    source,
    stream,
    since,
    min(status) as status,
    list(distinct check_id) as checks,
    coalesce(list(distinct metric_id) filter (where metric_id is not null), []) as metrics,
    string_agg(distinct reason, '; ') as reason
from published.marts.rpt_signal_status
where status <> 'ok' and since is not null and check_id is not null
group by all
order by source, stream, since
