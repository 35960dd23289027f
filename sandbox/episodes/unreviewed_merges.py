"""A share `dose` of changes is merged without any review."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, unreviewed_share=min(dose, 1.0))


KIND = EpisodeKind(name="unreviewed_merges", is_honest=False, apply=apply)
