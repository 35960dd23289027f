with weeks as (
    select
        cells.metric_id,
        cells.definition_version,
        cells.team_id,
        cells.period_start,
        cells.kind,
        cells.chart_scale,
        cells.status,
        cells.value,
        segments.valid_from,
        segments.valid_to,
        segments.decided_on
    from {{ ref('int_metrics__cells') }} as cells
    inner join {{ ref('int_metrics__baseline_segments') }} as segments
        on
            cells.metric_id = segments.metric_id
            and cells.team_id = segments.team_id
            and cells.period_start >= segments.valid_from
            and cells.period_start < segments.valid_to
    where cells.grain = 'week' and cells.status != 'suppressed_privacy'
),

-- What final weeks were published as, and until when. A source that could not be read said nothing of the week.
said as (
    select
        kept.metric_id,
        kept.definition_version,
        kept.team_id,
        kept.period_start,
        kept.value,
        kept.status,
        kept.as_of,
        lead(kept.as_of) over (
            partition by kept.metric_id, kept.definition_version, kept.team_id, kept.period_start
            order by kept.as_of nulls last
        ) as replaced_at
    from {{ ref('int_metrics__kept_snapshots') }} as kept
    where
        kept.is_earlier
        and kept.grain = 'week'
        and kept.finality = 'final'
        and kept.status not in ({{ source_statuses() }})
),

-- The first final word counts, or for a baseline somebody decided on, what held at the end of that day.
frozen as (
    select
        said.*,
        row_number() over (
            partition by said.metric_id, said.definition_version, said.team_id, said.period_start
            order by said.as_of nulls last
        ) as place
    from said
    inner join weeks
        on
            said.metric_id = weeks.metric_id
            and said.definition_version = weeks.definition_version
            and said.team_id = weeks.team_id
            and said.period_start = weeks.period_start
    where
        said.replaced_at is null
        or weeks.decided_on is null
        or said.replaced_at >= cast({{ add_days('weeks.decided_on', 1) }} as timestamp)
)

select
    weeks.metric_id,
    weeks.definition_version,
    weeks.team_id,
    weeks.period_start,
    weeks.kind,
    weeks.chart_scale,
    weeks.valid_from,
    weeks.valid_to,
    case when frozen.status is null then weeks.value else frozen.value end as value,
    frozen.status is not null as is_frozen
from weeks
left join frozen
    on
        weeks.metric_id = frozen.metric_id
        and weeks.definition_version = frozen.definition_version
        and weeks.team_id = frozen.team_id
        and weeks.period_start = frozen.period_start
        and frozen.place = 1
where coalesce(frozen.status, weeks.status) = 'ok'
