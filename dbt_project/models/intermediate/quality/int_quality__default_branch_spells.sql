-- Known while any workflow's state is, red while any is: what overlaps or meets is one spell.
with spells as (
    select
        repository,
        'known' as kind,
        starts_at,
        ends_at
    from {{ ref('int_quality__default_branch_states') }}
    where verdict != 'unknown'
    union all
    select
        repository,
        'red' as kind,
        starts_at,
        ends_at
    from {{ ref('int_quality__default_branch_states') }}
    where verdict = 'failed'
),

marked as (
    select
        *,
        max(ends_at) over (
            partition by repository, kind
            order by starts_at asc nulls last, ends_at asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as ends_before
    from spells
),

islands as (
    select
        *,
        sum(case when ends_before >= starts_at then 0 else 1 end) over (
            partition by repository, kind
            order by starts_at asc nulls last, ends_at asc nulls last
            rows between unbounded preceding and current row
        ) as island
    from marked
)

select
    repository,
    kind,
    min(starts_at) as starts_at,
    max(ends_at) as ends_at
from islands
group by repository, kind, island
