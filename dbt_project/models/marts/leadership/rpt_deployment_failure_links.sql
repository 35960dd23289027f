with quarters as (
    select
        cells.team_id,
        cells.period_start,
        cells.n_items as n_severe_incidents,
        cast(cells.numerator as bigint) as n_unlinked_incidents,
        cells.value as unlinked_incident_share,
        cells.status,
        cells.finality
    from {{ ref('int_metrics__cells') }} as cells
    where cells.metric_id = 'unlinked_incident_share' and cells.grain = 'quarter'
),

methods as (
    select 'explicit_id' as link_method
    union all
    select 'revert' as link_method
    union all
    select 'service_window' as link_method
    union all
    select 'hotfix' as link_method
),

links as (
    select
        links.failure_link_id as item_id,
        deployments.team_id,
        deployments.person_id,
        deployments.finished_at as occurred_at,
        links.link_method
    from {{ ref('int_delivery__deployment_failure_links') }} as links
    inner join {{ ref('int_delivery__production_deployments') }} as deployments
        on links.deployment_service_id = deployments.deployment_service_id
),

counted as (
    select
        placed.team_id,
        placed.period_start,
        placed.link_method,
        count(*) as n_links,
        sum(count(*)) over (partition by placed.team_id, placed.period_start) as n_all_links
    from {{ items_by_period('links', ['link_method']) }} as placed
    where placed.grain = 'quarter'
    group by placed.team_id, placed.period_start, placed.link_method
),

totals as (
    select
        counted.team_id,
        counted.period_start,
        max(counted.n_all_links) as n_all_links
    from counted
    group by counted.team_id, counted.period_start
),

judged as (
    select
        quarters.*,
        methods.link_method,
        quarters.status in ({{ hiding_statuses() }}) as is_hidden,
        coalesce(counted.n_links, 0) as n_links,
        totals.n_all_links
    from quarters
    cross join methods
    left join counted
        on
            quarters.team_id = counted.team_id
            and quarters.period_start = counted.period_start
            and methods.link_method = counted.link_method
    left join totals
        on quarters.team_id = totals.team_id and quarters.period_start = totals.period_start
)

select
    judged.team_id,
    judged.period_start,
    judged.link_method,
    cast(case when not judged.is_hidden then judged.n_links end as bigint) as n_links,
    -- A share of fewer than twenty says nothing (G7).
    cast(case
        when not judged.is_hidden and judged.n_all_links >= 20 then judged.n_links / cast(judged.n_all_links as double)
    end as double) as link_share,
    cast(judged.n_severe_incidents as bigint) as n_severe_incidents,
    judged.n_unlinked_incidents,
    cast(judged.unlinked_incident_share as double) as unlinked_incident_share,
    judged.status,
    judged.finality
from judged
