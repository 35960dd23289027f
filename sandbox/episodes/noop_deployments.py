"""The same commit is deployed again and again; `dose` is redeployments per service and day."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, noop_deployments_per_day=behaviour.noop_deployments_per_day + dose)


KIND = EpisodeKind(name="noop_deployments", is_honest=False, apply=apply)
