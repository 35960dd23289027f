with pooled as (
    select
        manager_id,
        count(*) as n_reports,
        cast(sum(n_pieces) as bigint) as n_pieces,
        cast(sum(n_recent) as bigint) as n_recent,
        -- Who came lately can have recent evidence only.
        sum(n_pieces * expected_share) / sum(n_pieces) as expected_share
    from {{ ref('int_people__recent_evidence') }}
    group by manager_id
),

terms as (
    select
        pooled.manager_id,
        pooled.n_pieces,
        pooled.expected_share,
        pooled.n_recent + steps.n as x
    from pooled
    inner join {{ integers(10001) }} as steps on pooled.n_recent + steps.n <= pooled.n_pieces
    where pooled.expected_share > 0 and pooled.expected_share < 1
),

tails as (
    select
        manager_id,
        least(1.0, sum(exp(
            {{ log_choose('n_pieces', 'x') }} + x * ln(expected_share) + (n_pieces - x) * ln(1 - expected_share)
        ))) as p
    from terms
    group by manager_id
),

compared as (
    select
        pooled.*,
        tails.p,
        pooled.n_recent / cast(pooled.n_pieces as double) as recent_share,
        pooled.n_recent / cast(pooled.n_pieces as double) / nullif(pooled.expected_share, 0) as recency_ratio
    from pooled
    left join tails on pooled.manager_id = tails.manager_id
)

select
    manager_id,
    cast(n_reports as bigint) as n_reports,
    n_pieces,
    n_recent,
    cast(recent_share as double) as recent_share,
    cast(expected_share as double) as expected_share,
    cast(case when n_pieces >= 8 then recency_ratio end as double) as recency_ratio,
    cast(case when n_pieces >= 8 then {{ rounded('p', 6) }} end as double) as p,
    case
        when n_pieces < 8 then 'insufficient_n'
        when recency_ratio >= 1.8 - 1e-9 then 'recent_weeks_weigh_more'
        else 'spread_over_time'
    end as state,
    case
        when n_pieces < 8 then 'Fewer than eight pieces: this cannot be told.'
        when recency_ratio >= 1.8 - 1e-9
            then
                'More of what was written down is of the last 90 days than the time alone explains. What of the'
                || ' months before is missing, and who could add it? By chance alone this comes in '
                || cast(cast(round(100 * p) as integer) as {{ dbt.type_string() }}) || ' of 100 cases.'
        else 'Spread over the year about as the time was.'
    end as in_words
from compared
