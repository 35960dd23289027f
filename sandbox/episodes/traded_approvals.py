"""A share `dose` of changes is reviewed within fixed pairs: each approves what the other writes."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, traded_approval_share=min(dose, 1.0))


KIND = EpisodeKind(name="traded_approvals", is_honest=False, apply=apply)
