with hours as (
    select * from {{ ref('int_identity__site_hours') }}
),

shifts as (
    select n - 24 as shift from {{ integers(49) }} as numbers
),

-- The recent acts put back by each of the shifts, beside those before as they were.
moved as (
    select
        hours.source,
        hours.site,
        shifts.shift,
        (hours.half_hour - shifts.shift + 48) % 48 as half_hour,
        hours.n_recent as n_first,
        0 as n_second
    from hours
    cross join shifts
    union all
    select
        hours.source,
        hours.site,
        shifts.shift,
        hours.half_hour,
        0 as n_first,
        hours.n_before as n_second
    from hours
    cross join shifts
),

compared as (
    select tests.* from {{ kolmogorov_smirnov('moved', ['source', 'site', 'shift'], 'half_hour') }} as tests
    where tests.n_first >= 100 and tests.n_second >= 100
),

placed as (
    select
        compared.*,
        row_number() over (
            partition by compared.source, compared.site
            order by compared.distance nulls last, abs(compared.shift) nulls last, compared.shift nulls last
        ) as place
    from compared
),

judged as (
    select
        still.source,
        still.site,
        still.n_first,
        still.n_second,
        still.distance,
        still.p,
        best.shift,
        best.distance as distance_when_moved,
        -- The shift must explain what has changed, not only lessen it.
        still.p < 0.001 and best.shift != 0 and (best.p >= 0.001 or best.distance <= still.distance / 3) as is_moved
    from compared as still
    inner join placed as best on still.source = best.source and still.site = best.site and best.place = 1
    where still.shift = 0
),

-- Another tool of the site whose hours stayed, and which would not fit at all if it had moved alike.
contradicted as (
    select
        judged.source,
        judged.site
    from judged
    inner join compared as other_tools
        on judged.site = other_tools.site and judged.source != other_tools.source and judged.shift = other_tools.shift
    inner join judged as others_still
        on other_tools.source = others_still.source and other_tools.site = others_still.site
    where other_tools.p < 0.000001 and others_still.p >= 0.001
    group by judged.source, judged.site
),

sites as (
    select
        source,
        site,
        max(recent_days) as recent_days
    from hours
    group by source, site
)

select
    'B6' as check_id,
    sites.source,
    cast(null as {{ dbt.type_string() }}) as stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    sites.site as scope,
    case
        when judged.is_moved then abs(judged.shift) / cast(2 as double)
        when judged.source is not null then cast(0 as double)
    end as statistic,
    cast(0 as double) as threshold,
    case
        when judged.source is null then 'fewer than 100 acts in the last 28 days, or in the 8 weeks before'
        when not judged.is_moved and judged.p < 0.001 then 'no shift explains the hours of the day'
        when not judged.is_moved then 'the hours of the day are those of the 8 weeks before'
        else
            'the hours of the last ' || sites.recent_days || ' days are those of the 8 weeks before, moved by '
            || case when judged.shift > 0 then '+' else '-' end || cast(floor(abs(judged.shift) / 2) as integer)
            || case when judged.shift % 2 = 0 then '' else '.5' end || ' hours'
    end as detail,
    case
        -- What takes numbers away must be beyond doubt.
        when judged.is_moved and judged.p < 0.000001 and abs(judged.shift) >= 2 and contradicted.source is not null
            then 'clock_moved'
        else 'hours_moved'
    end as measure,
    judged.distance,
    judged.distance_when_moved,
    judged.p
from sites
left join judged on sites.source = judged.source and sites.site = judged.site
left join contradicted on sites.source = contradicted.source and sites.site = contradicted.site
