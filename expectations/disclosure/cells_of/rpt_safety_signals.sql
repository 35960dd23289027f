-- What was asked of teams, and prompts from what they did; where no value is told, there is nothing to subtract.
select
    'safety: ' || signals.signal_id as measure,
    signals.team_id,
    'period' as grain,
    signals.period_start,
    signals.period_end,
    signals.n_people as n_contributors,
    signals.status = 'suppressed_privacy' as is_withheld,
    signals.value is null and signals.status != 'suppressed_privacy' as is_unsaid
from {origin}.marts.rpt_safety_signals as signals
where signals.status not in ('source_missing', 'not_applicable')
