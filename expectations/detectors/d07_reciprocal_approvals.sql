-- One pair approves each other more often than chance within each week would have it, and than in the year before.
-- Chance keeps who wrote and who reviewed in a week and deals the reviews anew; nobody is dealt an own change.
with given as (
    select week.*, approval.author_key as author, approval.reviewer_key as reviewer
    from window_weeks as week
    inner join observed.approvals as approval using (team_id, week_start)
    where approval.author_key != approval.reviewer_key
),

totals as (
    select
        team_id,
        window_name,
        count(*) filter (where is_current) as n,
        count(*) filter (where is_prior) as n_prior,
        count(distinct author) filter (where is_current) as people
    from given
    group by all
),

wrote as (
    select team_id, window_name, week_start, author as person, count(*) as k
    from given
    where is_current
    group by all
),

reviewed as (
    select team_id, window_name, week_start, reviewer as person, count(*) as k
    from given
    where is_current
    group by all
),

dealt as (
    select
        wrote.team_id,
        wrote.window_name,
        least(wrote.person, reviewed.person) as one,
        greatest(wrote.person, reviewed.person) as other,
        sum(wrote.k) over week_of * wrote.k * reviewed.k / sum(wrote.k * reviewed.k) over week_of as weight,
        count(*) over week_of as cells
    from wrote
    inner join reviewed using (team_id, window_name, week_start)
    where wrote.person != reviewed.person
    window week_of as (partition by wrote.team_id, wrote.window_name, week_start)
),

expected as (
    select team_id, window_name, one, other, sum(weight) as weight
    from dealt
    group by all
),

chance as (
    select *, weight / sum(weight) over (partition by team_id, window_name) as share
    from expected
),

pairs as (
    select
        team_id,
        window_name,
        least(author, reviewer) as one,
        greatest(author, reviewer) as other,
        count(*) filter (where is_current) as k,
        count(*) filter (where is_current and author < reviewer) as k_one_way,
        count(*) filter (where is_prior) as k_prior
    from given
    group by all
),

tested as (
    select
        pairs.*,
        totals.n,
        totals.n_prior,
        chance.share,
        least(1.0, totals.people * (totals.people - 1) / 2 * greatest(
            binomial_greater(pairs.k, totals.n, chance.share),
            fisher_greater(
                pairs.k, totals.n - pairs.k, pairs.k_prior, totals.n_prior - pairs.k_prior
            )
        )) as p
    from pairs
    inner join totals using (team_id, window_name)
    inner join chance using (team_id, window_name, one, other)
    -- Both ways.
    where least(pairs.k_one_way, pairs.k - pairs.k_one_way) >= $least_each_way
    qualify row_number() over (partition by team_id, window_name order by p) = 1
)

select
    totals.team_id,
    totals.window_name,
    totals.n,
    tested.k_prior / tested.n_prior as before,
    tested.k / tested.n as after,
    normal_equivalent(coalesce(tested.p, 1.0)) as effect,
    coalesce(tested.p, 1.0) as p,
    cast(null as double) as counter_before,
    tested.share as counter_after,
    case when totals.n_prior > 0
        then coalesce(tested.p < $p and tested.k / tested.n >= $times * tested.share, false)
    end as is_move,
    false as is_explained
from totals
left join tested using (team_id, window_name)
