"""Whether a pull request was open, and whether it was a draft, at an instant.

Belongs here: the reading of a pull request's timeline. Does not belong here: any metric.
"""

from datetime import datetime

from tests.reference.records import PullRequest


def _last(change: PullRequest, instant: datetime, kinds: tuple[str, ...]) -> str | None:
    events = [
        event
        for event in change.timeline
        if event.event_type in kinds and event.created_at <= instant
    ]
    return max(events, key=lambda event: event.created_at).event_type if events else None


def was_draft(change: PullRequest, instant: datetime) -> bool:
    """Whether it was a draft; before its first change of that, the opposite of what it became."""
    kinds = ("ReadyForReviewEvent", "ConvertToDraftEvent")
    last = _last(change, instant, kinds)
    if last:
        return last == "ConvertToDraftEvent"
    later = [event for event in change.timeline if event.event_type in kinds]
    if later:
        first = min(later, key=lambda event: event.created_at)
        return first.event_type == "ReadyForReviewEvent"
    return change.is_draft


def was_open(change: PullRequest, instant: datetime) -> bool:
    """Whether it had been opened and was neither closed nor merged."""
    if change.created_at > instant:
        return False
    last = _last(change, instant, ("ClosedEvent", "MergedEvent", "ReopenedEvent"))
    return last in (None, "ReopenedEvent")


def closed_after(change: PullRequest, instant: datetime) -> datetime | None:
    """When it was next closed or merged at or after an instant."""
    return min(
        (
            event.created_at
            for event in change.timeline
            if event.event_type in ("ClosedEvent", "MergedEvent") and event.created_at >= instant
        ),
        default=None,
    )
