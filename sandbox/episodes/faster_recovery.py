"""Service is restored `dose` times as fast, and stays restored."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        recovery_minutes=behaviour.recovery_minutes / dose,
        repair_minutes=behaviour.repair_minutes / dose,
    )


KIND = EpisodeKind(name="faster_recovery", is_honest=True, apply=apply)
