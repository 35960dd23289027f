-- One row per metric: how many of its cells break each rule.
select
    cells.metric_id,
    count(*) filter (where cells.value is not null and cells.status not in ('ok', 'provisional'))
        as values_in_spite_of_their_status,
    count(*) filter (where cells.value is null and cells.status in ('ok', 'provisional'))
        as good_statuses_without_a_value,
    count(*) filter (where cells.value not between cells.ci_low - 1e-9 and cells.ci_high + 1e-9)
        as values_outside_their_limits,
    count(*) filter (where metrics.unit like 'share%' and cells.value not between 0 and 1 + 1e-9)
        as shares_outside_0_to_1,
    count(*) filter (where cells.value < 0) as negative_values,
    count(*) filter (
        where metrics.kind = 'ratio'
        and cells.value is not null
        and not coalesce(abs(cells.value - cells.numerator / nullif(cells.denominator, 0)) <= 1e-9, false)
    ) as ratios_that_are_not_numerator_by_denominator,
    count(*) filter (where teams.team_id is null) as unknown_teams,
    count(*) filter (where metrics.metric_id is null) as unknown_metrics,
    -- A zone ahead of UTC begins its day up to fourteen hours early.
    count(*) filter (where cells.period_start > cells.as_of + interval 14 hours) as periods_that_have_not_begun,
    count(*) filter (where rules.is_behavioural and cells.value is not null and cells.n_people < 5)
        as behavioural_values_of_fewer_than_5_people
from marts.fct_team_metrics as cells
left join marts.dim_teams as teams on cells.team_id = teams.team_id
left join marts.dim_metrics as metrics on cells.metric_id = metrics.metric_id
left join intermediate.int_metrics__rules as rules
    on cells.metric_id = rules.metric_id and cells.grain = rules.grain
group by cells.metric_id
