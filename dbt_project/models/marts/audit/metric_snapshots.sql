with kept as (
    select
        kept.*,
        row_number() over (
            partition by kept.metric_id, kept.team_id, kept.grain, kept.period_start
            order by kept.as_of desc nulls last
        ) as recency
    from {{ ref('int_metrics__kept_snapshots') }} as kept
),

-- A run for an instant before the latest publication has nothing new to say: the past is not rewritten.
late as (
    select count(*) as n_later
    from kept
    where not kept.is_earlier
),

cells as (
    select
        cells.metric_id,
        cells.definition_version,
        cells.team_id,
        cells.grain,
        cells.period_start,
        cells.value,
        cells.numerator,
        cells.denominator,
        cells.n_items,
        cells.status,
        cells.finality,
        (cells.upper_limit - cells.lower_limit) / 6 as sigma,
        coalesce(attribution.attribution_version, 0) as attribution_version,
        cells.as_of
    from {{ ref('fct_team_metrics') }} as cells
    left join {{ ref('int_metrics__attribution') }} as attribution
        on
            cells.team_id = attribution.team_id
            and cells.grain = attribution.grain
            and cells.period_start = attribution.period_start
),

changed as (
    select cells.*
    from cells
    cross join late
    left join kept
        on
            cells.metric_id = kept.metric_id
            and cells.team_id = kept.team_id
            and cells.grain = kept.grain
            and cells.period_start = kept.period_start
            and kept.recency = 1
    where
        late.n_later = 0
        and (
            kept.metric_id is null
            or cells.definition_version is distinct from kept.definition_version
            or cells.value is distinct from kept.value
            or cells.numerator is distinct from kept.numerator
            or cells.denominator is distinct from kept.denominator
            or cells.n_items is distinct from kept.n_items
            or cells.status is distinct from kept.status
            or cells.finality is distinct from kept.finality
            or cells.attribution_version is distinct from kept.attribution_version
        )
)

select
    kept.metric_id,
    kept.definition_version,
    kept.team_id,
    kept.grain,
    kept.period_start,
    kept.value,
    kept.numerator,
    kept.denominator,
    kept.n_items,
    kept.status,
    kept.finality,
    kept.sigma,
    kept.attribution_version,
    kept.as_of
from kept
union all
select
    changed.metric_id,
    changed.definition_version,
    changed.team_id,
    changed.grain,
    changed.period_start,
    changed.value,
    changed.numerator,
    changed.denominator,
    changed.n_items,
    changed.status,
    changed.finality,
    changed.sigma,
    changed.attribution_version,
    changed.as_of
from changed
