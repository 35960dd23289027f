with health as (
    select
        source,
        stream,
        count(*) as n_scopes,
        count(*) filter (where last_status != 'complete') as n_incomplete_scopes,
        count(*) filter (where last_success_at is null) as n_scopes_never_complete,
        min(last_success_at) as stalest_success_at,
        max(last_success_at) as last_success_at
    from {{ ref('int_landing__scope_runs') }}
    group by source, stream
)

select
    declared.source,
    declared.stream,
    coalesce(health.n_scopes, 0) as n_scopes,
    coalesce(health.n_incomplete_scopes, 0) as n_incomplete_scopes,
    health.last_success_at is not null as is_landed,
    case when health.n_scopes_never_complete = 0 then health.stalest_success_at end as stalest_success_at,
    health.last_success_at
from {{ declared_streams() }} as declared
left join health on declared.source = health.source and declared.stream = health.stream
