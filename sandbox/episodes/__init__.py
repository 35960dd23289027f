"""Episodes: times in which one team behaves differently, honestly or not.

Each kind is one file here: a function from behaviour and dose to behaviour. A new kind is a new
file and its line below.
"""

from sandbox.episodes import (
    closer_reviews,
    early_close,
    faster_cadence,
    faster_recovery,
    instant_approvals,
    noop_deployments,
    overload,
    review_agreement,
    severity_relabel,
    small_batches,
    split_changes,
    traded_approvals,
    unrecorded_deployments,
    unreviewed_merges,
    withdrawn_requests,
)
from sandbox.episodes.kind import EpisodeKind

EPISODE_KINDS: dict[str, EpisodeKind] = {
    module.KIND.name: module.KIND
    for module in (
        closer_reviews,
        early_close,
        faster_cadence,
        faster_recovery,
        instant_approvals,
        noop_deployments,
        overload,
        review_agreement,
        severity_relabel,
        small_batches,
        split_changes,
        traded_approvals,
        unrecorded_deployments,
        unreviewed_merges,
        withdrawn_requests,
    )
}

__all__ = ["EPISODE_KINDS", "EpisodeKind"]
