"""A share `dose` of severe incidents gets a milder severity label after the fact."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, severity_relabel_share=min(dose, 1.0))


KIND = EpisodeKind(name="severity_relabel", is_honest=False, apply=apply)
