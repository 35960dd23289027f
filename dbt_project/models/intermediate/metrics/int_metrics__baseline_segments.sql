with charts as (
    select
        rules.metric_id,
        teams.team_id
    from {{ ref('int_metrics__rules') }} as rules
    cross join {{ ref('int_ownership__teams') }} as teams
    where rules.grain = 'week'
),

-- A decision for everything and one for this chart alone may begin on the same day: the later one counts.
begun as (
    select
        charts.metric_id,
        charts.team_id,
        decisions.effective_from as valid_from,
        max(decisions.decided_on) as decided_on
    from charts
    inner join {{ ref('stg_file_drops__baseline_decisions') }} as decisions
        on
            coalesce(decisions.metric_id, charts.metric_id) = charts.metric_id
            and coalesce(decisions.team_id, charts.team_id) = charts.team_id
    where decisions.decided_on <= cast({{ as_of() }} as date)
    group by charts.metric_id, charts.team_id, decisions.effective_from
),

segments as (
    select
        charts.metric_id,
        charts.team_id,
        cast('1900-01-01' as date) as valid_from,
        cast(null as date) as decided_on
    from charts
    union all
    select
        begun.metric_id,
        begun.team_id,
        begun.valid_from,
        begun.decided_on
    from begun
)

select
    segments.metric_id,
    segments.team_id,
    segments.valid_from,
    coalesce(
        lead(segments.valid_from) over (
            partition by segments.metric_id, segments.team_id order by segments.valid_from nulls last
        ),
        cast('9999-12-31' as date)
    ) as valid_to,
    segments.decided_on
from segments
