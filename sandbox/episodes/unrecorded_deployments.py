"""A breakage: a share `dose` of deployments happens but is no longer recorded."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, recorded_deployment_share=max(1.0 - dose, 0.0))


KIND = EpisodeKind(name="unrecorded_deployments", is_honest=False, apply=apply)
