"""Every change is cut into `dose` parts, with no gain in flow."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        split_parts=max(round(dose), 1),
        size_median_lines=behaviour.size_median_lines / max(dose, 1),
    )


KIND = EpisodeKind(name="split_changes", is_honest=False, apply=apply)
