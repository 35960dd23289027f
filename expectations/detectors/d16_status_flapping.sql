-- Do work items change their status far more often than they used to, or enter work for minutes only?
-- Work that really goes back and forth takes longer; a workflow with more statuses moves items without more spells.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as items,
        sum(transition_count) as transitions,
        sum(spell_count) as spells,
        sum(short_spell_count) as short_spells,
        count(*) filter (where short_spell_count > 0) as touched,
        median(cycle_hours) as cycle_hours
    from observed.work_items
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(items) filter (where is_current), 0) as n,
        sum(transitions) filter (where is_current) / sum(items) filter (where is_current) as transitions_now,
        median(transitions / items) filter (where is_baseline) as transitions_before,
        sum(spells) filter (where is_current) / sum(items) filter (where is_current) as spells_now,
        sum(spells) filter (where is_baseline) / sum(items) filter (where is_baseline) as spells_before,
        sum(short_spells) filter (where is_current) / nullif(sum(spells) filter (where is_current), 0) as short_now,
        fisher_greater(
            sum(touched) filter (where is_current), sum(items - touched) filter (where is_current),
            sum(touched) filter (where is_prior), sum(items - touched) filter (where is_prior)
        ) as p_short,
        z_shift(
            list(log_scale(transitions / items) order by week.week_start) filter (where is_current),
            list(log_scale(transitions / items) order by week.week_start) filter (where is_baseline)
        ) as z_transitions,
        z_shift(
            list(log_scale(cycle_hours) order by week.week_start) filter (where is_current),
            list(log_scale(cycle_hours) order by week.week_start) filter (where is_baseline)
        ) as z_cycle,
        median(cycle_hours) filter (where is_baseline) as cycle_before,
        median(cycle_hours) filter (where is_current) as cycle_now
    from window_weeks as week
    left join weekly on week.team_id = weekly.team_id and week.week_start = weekly.week_start
    group by all
),

judged as (
    select
        *,
        least(normal_tail(z_transitions), p_short) as p_either,
        transitions_now > $transition_ratio * transitions_before and z_transitions > $z_move as has_more_moves,
        short_now >= $short_share and p_short < $p_move as has_short_spells
    from seen
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    transitions_before as before,
    transitions_now as after,
    greatest(z_transitions, normal_equivalent(p_short)) as effect,
    if(p_either > 0.5, 1, 2 * p_either) as p,
    cycle_before as counter_before,
    cycle_now as counter_after,
    has_more_moves or has_short_spells as is_move,
    z_cycle > $z_counter or (not has_short_spells and spells_now < $spell_ratio * spells_before) as is_explained
from judged
