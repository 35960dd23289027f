"""Reviewers make `dose` times as many remarks at lines, in few words, and authors push again."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        line_comments=behaviour.line_comments * dose,
        short_comment_share=1 - (1 - behaviour.short_comment_share) / dose,
        first_approval_share=behaviour.first_approval_share / dose,
    )


KIND = EpisodeKind(name="closer_reviews", is_honest=True, apply=apply)
