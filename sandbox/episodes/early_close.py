"""A share `dose` of incidents is closed within minutes, before service is restored."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, early_close_share=min(dose, 1.0))


KIND = EpisodeKind(name="early_close", is_honest=False, apply=apply)
