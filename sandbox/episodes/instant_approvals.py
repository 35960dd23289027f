"""A share `dose` of reviews is an approval within two minutes and without a word."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(behaviour, instant_approval_share=min(dose, 1.0))


KIND = EpisodeKind(name="instant_approvals", is_honest=False, apply=apply)
