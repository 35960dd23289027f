-- Most changed lines stand in generated, vendored or moved files, or in one single change.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        sum(change.generated_lines) filter (where week.is_current)
            / nullif(sum(change.churn_lines) filter (where week.is_current), 0) as generated,
        sum(change.generated_lines) filter (where week.is_prior)
            / nullif(sum(change.churn_lines) filter (where week.is_prior), 0) as generated_prior,
        max(change.churn_lines) filter (where week.is_current)
            / nullif(sum(change.churn_lines) filter (where week.is_current), 0) as largest,
        sum(change.written_lines) filter (where week.is_prior)
            / nullif(count(distinct week.week_start) filter (where week.is_prior), 0) as written_before,
        sum(change.written_lines) filter (where week.is_current)
            / nullif(count(distinct week.week_start) filter (where week.is_current), 0) as written_after
    from window_weeks as week
    inner join observed.changes as change using (team_id, week_start)
    group by all
)

select
    team_id,
    window_name,
    n,
    generated_prior as before,
    greatest(generated, largest) as after,
    cast(null as double) as effect,
    cast(null as double) as p,
    written_before as counter_before,
    written_after as counter_after,
    case when generated is not null and generated_prior is not null
        then greatest(generated, largest) >= $share and generated_prior < $share
    end as is_move,
    -- Generated files that came with as much more code of one's own.
    written_after >= $growth * written_before as is_explained
from counted
