"""The team can deploy `dose` times as often a day: changes wait less, in smaller steps."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        deployments_per_day=behaviour.deployments_per_day * dose,
        change_fail_share=behaviour.change_fail_share / dose**0.5,
    )


KIND = EpisodeKind(name="faster_cadence", is_honest=True, apply=apply)
