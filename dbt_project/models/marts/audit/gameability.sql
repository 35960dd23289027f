select
    gameability.metric_id,
    gameability.definition_version,
    gameability.attack_id,
    gameability.team_size_band,
    gameability.grain,
    gameability.shift_sigma,
    gameability.shift_pct,
    gameability.ci_lo,
    gameability.ci_hi,
    gameability.sustained_sigma,
    gameability.needs_collusion,
    gameability.verdict,
    gameability.eligible_decisions,
    gameability.run_at,
    gameability.seed
from {{ ref('gameability_measured') }} as gameability
