with owned as (
    select
        owners.service_id,
        owners.team_id,
        periods.period_start,
        least(periods.ends_at_utc, {{ as_of() }}) as counted_at
    from {{ ref('int_ownership__service_owners') }} as owners
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            owners.team_id = periods.team_id
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) >= owners.valid_from
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) < owners.valid_to
    where periods.grain = 'quarter'
),

-- The teams above take the components of their members, each once.
counting as (
    select
        owned.service_id,
        tree.team_id,
        owned.period_start,
        owned.counted_at,
        row_number() over (
            partition by owned.service_id, tree.team_id, owned.period_start
            order by owned.team_id nulls last
        ) as place
    from owned
    inner join {{ ref('int_ownership__team_tree') }} as tree on owned.team_id = tree.member_team_id
),

contributors as (
    select
        counting.team_id,
        counting.period_start,
        counting.service_id,
        counting.counted_at,
        contributions.contributor_key,
        max(contributions.person_id) as person_id,
        count(*) as n_changes
    from counting
    inner join {{ ref('int_collaboration__component_contributions') }} as contributions
        on
            counting.service_id = contributions.service_id
            and counting.counted_at > contributions.merged_at
            and {{ add_seconds('counting.counted_at', '-365 * 86400') }} <= contributions.merged_at
    where counting.place = 1
    group by
        counting.team_id, counting.period_start, counting.service_id, counting.counted_at, contributions.contributor_key
),

-- Only who made three changes counts, for the whole as for the half: names rotated over trifles change nothing.
familiar as (
    select
        contributors.*,
        contributors.n_changes >= 3 as is_familiar,
        case when contributors.n_changes >= 3 then contributors.n_changes else 0 end as counted_changes
    from contributors
),

summed as (
    select
        familiar.*,
        sum(familiar.counted_changes) over (
            partition by familiar.team_id, familiar.period_start, familiar.service_id
        ) as all_changes,
        sum(familiar.counted_changes) over (
            partition by familiar.team_id, familiar.period_start, familiar.service_id
            order by familiar.counted_changes desc nulls last, familiar.contributor_key asc nulls last
            rows between unbounded preceding and current row
        ) - familiar.counted_changes as changes_of_larger
    from familiar
)

select
    summed.team_id,
    'quarter' as grain,
    summed.period_start,
    summed.service_id,
    summed.counted_at,
    summed.contributor_key,
    summed.person_id,
    summed.n_changes,
    summed.is_familiar,
    summed.is_familiar and 2 * summed.changes_of_larger < summed.all_changes as is_needed_for_half
from summed
