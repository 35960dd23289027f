{%- set sizes = ['source', 'stream', 'size_name'] -%}
{%- set groups = sizes | join(', ') -%}
{%- set bin = 'least(9, floor(10 * (second_up_to - n_second / cast(2 as double)) / nullif(all_second, 0)))' -%}

with counted as (
    select
        {{ groups }},
        value,
        n_recent as n_first,
        n_before as n_second
    from {{ ref('int_landing__sizes') }}
),

cumulated as (
    select
        {{ groups }},
        value,
        n_first,
        n_second,
        sum(n_first) over (partition by {{ groups }}) as all_first,
        sum(n_second) over (partition by {{ groups }}) as all_second,
        sum(n_first) over (partition by {{ groups }} order by value nulls last) as first_up_to,
        sum(n_second) over (partition by {{ groups }} order by value nulls last) as second_up_to
    from counted
),

medians as (
    select
        {{ groups }},
        min(case when all_first > 0 and 2 * first_up_to >= all_first then value end) as median_recent,
        min(case when all_second > 0 and 2 * second_up_to >= all_second then value end) as median_before
    from cumulated
    group by {{ groups }}
),

-- Ten bins that hold a tenth of the values before each, as far as these differ.
bins as (
    select
        {{ groups }},
        {{ bin }} as bin,
        -- Half a value more in each bin, so that an empty one has a logarithm.
        (sum(n_first) + cast(0.5 as double)) / (max(all_first) + 5) as share_first,
        (sum(n_second) + cast(0.5 as double)) / (max(all_second) + 5) as share_second
    from cumulated
    group by {{ groups }}, {{ bin }}
),

stability as (
    select
        {{ groups }},
        sum((share_first - share_second) * ln(share_first / share_second)) as stability_index
    from bins
    group by {{ groups }}
),

-- The recent values by what their median has grown: another unit would make them the old ones again.
scaled as (
    select
        counted.source,
        counted.stream,
        counted.size_name,
        counted.value * medians.median_before / medians.median_recent as value,
        counted.n_first,
        0 as n_second
    from counted
    inner join medians
        on
            counted.source = medians.source
            and counted.stream = medians.stream
            and counted.size_name = medians.size_name
    where medians.median_recent > 0 and medians.median_before > 0
    union all
    select
        {{ groups }},
        value,
        0 as n_first,
        n_second
    from counted
)

select
    medians.source,
    medians.stream,
    medians.size_name,
    cast(compared.n_first as bigint) as n_recent,
    cast(compared.n_second as bigint) as n_before,
    medians.median_recent,
    medians.median_before,
    compared.distance,
    compared.p,
    rescaled.distance as distance_when_scaled,
    -- Rounded, because the order in which threads add fractions moves the last digits from run to run.
    {{ rounded('stability.stability_index', 9) }} as stability_index
from medians
inner join {{ kolmogorov_smirnov('counted', sizes, 'value') }} as compared
    on
        medians.source = compared.source
        and medians.stream = compared.stream
        and medians.size_name = compared.size_name
inner join stability
    on
        medians.source = stability.source
        and medians.stream = stability.stream
        and medians.size_name = stability.size_name
left join {{ kolmogorov_smirnov('scaled', sizes, 'value') }} as rescaled
    on
        medians.source = rescaled.source
        and medians.stream = rescaled.stream
        and medians.size_name = rescaled.size_name
