-- How failures are linked needs what the share of unlinked incidents needs.
select
    links.* replace (
        case when failures.status is null then n_links end as n_links,
        case when failures.status is null then link_share end as link_share,
        case when failures.status is null then n_severe_incidents end as n_severe_incidents,
        case when failures.status is null then n_unlinked_incidents end as n_unlinked_incidents,
        case when failures.status is null then unlinked_incident_share end as unlinked_incident_share,
        case
            when links.status in ('source_missing', 'not_applicable') then links.status
            else coalesce(failures.status, links.status)
        end as status
    )
from warehouse.marts.rpt_deployment_failure_links as links
left join metric_failures as failures on failures.metric_id = 'unlinked_incident_share'
