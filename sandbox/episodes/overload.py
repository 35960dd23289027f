"""A hard time: answers take `dose` times as long and more changes fail."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        pickup_hours=behaviour.pickup_hours * dose,
        merge_wait_hours=behaviour.merge_wait_hours * dose,
        change_fail_share=min(behaviour.change_fail_share * dose, 1.0),
    )


KIND = EpisodeKind(name="overload", is_honest=True, apply=apply)
