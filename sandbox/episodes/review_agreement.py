"""Reviewers answer `dose` times faster and leave fewer requests without an answer."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        pickup_hours=behaviour.pickup_hours / dose,
        silent_reviewer_share=behaviour.silent_reviewer_share / dose,
    )


KIND = EpisodeKind(name="review_agreement", is_honest=True, apply=apply)
