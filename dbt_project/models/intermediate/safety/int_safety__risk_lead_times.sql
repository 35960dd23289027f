with days as (
    select
        quarters.team_id,
        quarters.period_start,
        {{ days_between('risks.raised_on', 'risks.due_on') }} as lead_days
    from {{ ref('int_safety__quarters') }} as quarters
    inner join {{ ref('stg_file_drops__risks') }} as risks
        on
            quarters.team_id = risks.team_id
            and quarters.period_start <= risks.raised_on
            and quarters.period_end > risks.raised_on
),

now as (
    select
        days.team_id,
        days.period_start,
        count(*) as n_items,
        {{ percentile('days.lead_days', 0.5) }} as median,
        stddev_samp(days.lead_days) as spread
    from days
    group by days.team_id, days.period_start
),

before as (
    select
        now.team_id,
        now.period_start,
        count(*) as n_items,
        {{ percentile('days.lead_days', 0.5) }} as median,
        stddev_samp(days.lead_days) as spread
    from now
    inner join days
        on
            now.team_id = days.team_id
            and now.period_start > days.period_start
            and {{ days_between('days.period_start', 'now.period_start') }} <= 366
    group by now.team_id, now.period_start
)

select
    now.team_id,
    now.period_start,
    cast(now.n_items as bigint) as n_items,
    cast(now.median as double) as median,
    cast({{ rounded('now.spread', 9) }} as double) as spread,
    cast(before.n_items as bigint) as earlier_items,
    cast(before.median as double) as earlier_median,
    cast({{ rounded('before.spread', 9) }} as double) as earlier_spread
from now
left join before on now.team_id = before.team_id and now.period_start = before.period_start
