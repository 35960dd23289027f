"""Changes become `dose` times smaller and as many times more, and flow faster."""

from dataclasses import replace

from sandbox.behaviour import Behaviour
from sandbox.episodes.kind import EpisodeKind


def apply(behaviour: Behaviour, dose: float) -> Behaviour:
    """The behaviour during the episode."""
    return replace(
        behaviour,
        changes_per_person_week=behaviour.changes_per_person_week * dose,
        size_median_lines=behaviour.size_median_lines / dose,
        coding_hours=behaviour.coding_hours / dose,
        pickup_hours=behaviour.pickup_hours / dose,
        change_fail_share=behaviour.change_fail_share / dose**0.5,
    )


KIND = EpisodeKind(name="small_batches", is_honest=True, apply=apply)
