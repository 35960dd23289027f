-- A person is compared with the same person's earlier half-years, one pattern at a time.
with baselines as (
    select
        kinds.person_id,
        kinds.pattern,
        kinds.half_start,
        count(*) as n_halves,
        {{ percentile('earlier.kinds_in_full_time', 0.2) }} as typical_low,
        {{ percentile('earlier.kinds_in_full_time', 0.8) }} as typical_high
    from {{ ref('int_people__pattern_kinds') }} as kinds
    inner join {{ ref('int_people__pattern_kinds') }} as earlier
        on
            kinds.person_id = earlier.person_id
            and kinds.pattern = earlier.pattern
            and kinds.half_number > earlier.half_number
            and kinds.half_number <= earlier.half_number + 4
    where earlier.kinds_in_full_time is not null
    group by kinds.person_id, kinds.pattern, kinds.half_start
),

compared as (
    select
        kinds.*,
        coalesce(baselines.n_halves, 0) as n_baseline_halves,
        case when baselines.n_halves >= 3 then baselines.typical_low end as typical_low,
        case when baselines.n_halves >= 3 then baselines.typical_high end as typical_high
    from {{ ref('int_people__pattern_kinds') }} as kinds
    left join baselines
        on
            kinds.person_id = baselines.person_id
            and kinds.pattern = baselines.pattern
            and kinds.half_start = baselines.half_start
    where kinds.half_number > (select max(half_number) from {{ ref('int_people__pattern_kinds') }}) - 4
),

judged as (
    select
        now.*,
        case
            when now.kinds_in_full_time is null then 'not_observed'
            when now.typical_low is null then 'no_baseline'
            when now.kinds_in_full_time < now.typical_low - 1e-9 then 'below_own_range'
            when now.kinds_in_full_time > now.typical_high + 1e-9 then 'above_own_range'
            else 'within_own_range'
        end as state
    from compared as now
)

select
    person_id,
    half_start,
    half_end,
    pattern,
    cast(n_kinds as bigint) as n_kinds,
    cast(kinds_in_full_time as double) as kinds_in_full_time,
    cast(typical_low as double) as typical_low,
    cast(typical_high as double) as typical_high,
    cast(n_baseline_halves as bigint) as n_baseline_halves,
    state,
    case state
        when 'below_own_range'
            then
                'Fewer kinds of evidence than usual for you. What would help: time, another task, somebody to pair'
                || ' with, or only writing down what was done? Three in ten half-years lie here by chance alone.'
        when 'above_own_range' then 'More kinds of evidence than usual for you. Is that something to keep, or to share?'
        when 'within_own_range' then 'As usual for you.'
        when 'no_baseline' then 'Fewer than three of the four half-years before can be compared.'
        else 'Nothing with a pattern was logged. That says nothing about the work.'
    end as in_words
from judged
