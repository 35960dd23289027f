-- A finding is as trustworthy as the streams it was made of: where one failed, its figures and words are withheld.
select
    findings.* replace (
        case when failed.status is null then n_items end as n_items,
        case when failed.status is null then n_occasions end as n_occasions,
        case when failed.status is null then hours end as hours,
        case when failed.status is null then share_of_total_hours end as share_of_total_hours,
        case when failed.status is null then median_hours_before end as median_hours_before,
        case when failed.status is null then trend end as trend,
        case when failed.status is null then evidence end as evidence,
        coalesce(failed.status, findings.status) as status
    )
from warehouse.marts.rpt_bottlenecks as findings
left join bottleneck_failures as failed on findings.kind = failed.kind
