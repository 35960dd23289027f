-- What a change of owners or of the roster does to whose the things of the eight weeks before it would have been.
with holdings as (
    select
        'service ' || service_id as holder,
        team_id,
        valid_from,
        valid_to
    from {{ ref('int_ownership__service_owners') }}
    union all
    select
        'person ' || person_id as holder,
        team_id,
        valid_from,
        valid_to
    from {{ ref('int_identity__roster') }}
),

edits as (
    select distinct later.valid_from as remapped_on
    from holdings as earlier
    inner join holdings as later
        on
            earlier.holder = later.holder
            and earlier.valid_from < later.valid_from
            and earlier.team_id != later.team_id
    where later.valid_from <= cast({{ as_of() }} as date)
),

things as (
    select
        'service ' || services.service_id as holder,
        cast(pull_requests.created_at as date) as happened_on,
        1 as n_things
    from {{ ref('stg_github__pull_requests') }} as pull_requests
    inner join {{ ref('int_ownership__pull_request_services') }} as services
        on pull_requests.pull_request_id = services.pull_request_id
    where services.service_id is not null
    union all
    select
        'person ' || person_id as holder,
        cast(happened_at as date) as happened_on,
        n_acts as n_things
    from {{ ref('int_identity__acts') }}
    where stream = 'pull_request_reviews' and person_id is not null
),

moves as (
    select
        edits.remapped_on,
        held.team_id as team_before,
        -- Who leaves takes nothing to another team.
        coalesce(holds.team_id, held.team_id) as team_after,
        sum(things.n_things) as n_things
    from edits
    inner join things
        on
            edits.remapped_on > things.happened_on
            and {{ add_days('edits.remapped_on', -56) }} <= things.happened_on
    inner join holdings as held
        on
            things.holder = held.holder
            and things.happened_on >= held.valid_from
            and things.happened_on < held.valid_to
    left join holdings as holds
        on
            things.holder = holds.holder
            and edits.remapped_on >= holds.valid_from
            and edits.remapped_on < holds.valid_to
    group by edits.remapped_on, held.team_id, coalesce(holds.team_id, held.team_id)
),

-- A team of teams keeps what moves within it.
sides as (
    select
        moves.*,
        tree.team_id,
        1 as n_before,
        0 as n_after
    from moves
    inner join {{ ref('int_ownership__team_tree') }} as tree on moves.team_before = tree.member_team_id
    union all
    select
        moves.*,
        tree.team_id,
        0 as n_before,
        1 as n_after
    from moves
    inner join {{ ref('int_ownership__team_tree') }} as tree on moves.team_after = tree.member_team_id
),

seen as (
    select
        team_id,
        remapped_on,
        n_things,
        max(n_before) = max(n_after) as is_kept
    from sides
    group by team_id, remapped_on, team_before, team_after, n_things
),

shares as (
    select
        team_id,
        remapped_on,
        cast(sum(n_things) as bigint) as n_things,
        cast(sum(case when is_kept then 0 else n_things end) as bigint) as n_moved
    from seen
    group by team_id, remapped_on
)

select
    team_id,
    remapped_on,
    n_things,
    n_moved,
    n_moved / cast(n_things as double) as moved_share,
    -- Of fewer than twenty a single one says much.
    n_things >= 20 and n_moved > 0.1 * n_things as is_boundary
from shares
where n_moved > 0
