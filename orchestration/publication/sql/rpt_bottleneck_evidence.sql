-- The rows behind a finding say no more than the finding itself.
select
    rows_behind.* replace (
        case when failed.status is null then n_items end as n_items,
        case when failed.status is null then hours end as hours
    )
from warehouse.marts.rpt_bottleneck_evidence as rows_behind
left join bottleneck_failures as failed on rows_behind.kind = failed.kind
