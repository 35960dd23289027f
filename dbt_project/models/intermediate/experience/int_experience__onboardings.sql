-- Whoever began before the first change that is known, or has no known account, has merged nobody knows what.
with starts as (
    select
        begun.*,
        least(begun.left_at, {{ as_of() }}) as seen_until
    from {{ ref('int_experience__starts') }} as begun
    where
        begun.started_at < {{ as_of() }}
        and begun.started_at >= (
            select min(pull_requests.created_at) from {{ ref('stg_github__pull_requests') }} as pull_requests
        )
        and begun.person_id in (
            select identities.person_id from {{ ref('stg_file_drops__identities') }} as identities
            where identities.source = 'github' and identities.actor_kind = 'human'
        )
),

changes_since as (
    select
        starts.start_id,
        changes.merged_at,
        row_number() over (
            partition by starts.start_id order by changes.merged_at nulls last, changes.pull_request_id nulls last
        ) as change_number
    from starts
    inner join {{ ref('int_delivery__change_sizes') }} as changes
        on
            starts.person_id = changes.person_id
            and starts.started_at <= changes.merged_at
            and starts.seen_until >= changes.merged_at
    where changes.is_human and changes.written_lines >= 10
)

select
    starts.start_id || ':' || teams.team_id as onboarding_id,
    starts.start_id,
    starts.person_id,
    teams.team_id,
    starts.started_on,
    changes_since.merged_at as onboarded_at,
    changes_since.merged_at is not null as is_onboarded,
    {{ seconds_between('starts.started_at', 'coalesce(changes_since.merged_at, starts.seen_until)') }} / 86400
        as duration_days
from starts
-- The teams of the first stay: a stay that begins on the same day is part of the same start.
inner join {{ ref('int_identity__roster') }} as teams
    on starts.person_id = teams.person_id and starts.started_on = teams.valid_from
left join changes_since on starts.start_id = changes_since.start_id and changes_since.change_number = 3
