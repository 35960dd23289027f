"""A share `dose` of review requests is withdrawn before the deadline, then asked anew."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, withdrawn_request_share=min(dose, 1.0))


KIND = EpisodeKind(name="withdrawn_requests", is_honest=False, apply=apply)
