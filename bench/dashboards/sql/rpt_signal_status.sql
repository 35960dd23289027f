-- Every stream a metric needs; one of them is late, and says in which publication.
select
    split_part(stream, '.', 1) as source, split_part(stream, '.', 2) as stream, metric_id,
    case when stream = first_stream then 'source_stale' else 'ok' end as status,
    case when stream = first_stream then 'late (publication ' || cast(mark() as varchar) || ')' end as reason,
    case when stream = first_stream then 'B1' end as check_id,
    case when stream = first_stream then cast(last_day() as timestamp) end as since,
    cast(last_day() as timestamp) as last_good_as_of
from (
    select distinct stream, metric_id, min(stream) over () as first_stream
    from (select metric_id, unnest(string_split(sources, ', ')) as stream from warehouse.marts.dim_metrics)
)
