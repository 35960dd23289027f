"""How a change ends: merged, closed, reopened, parked.

Belongs here: everything after the last word of the reviewers. Does not belong here: what the
merge does to the default branch (`sandbox.simulation.mainline`).
"""

from sandbox.simulation.branch import Work, delete
from sandbox.simulation.drafts import EventDraft
from sandbox.simulation.people import Person
from sandbox.simulation.randomness import chance, commit_sha
from sandbox.simulation.reviews import review
from sandbox.simulation.working_time import MINUTE

_MERGED_BY_AUTHOR_SHARE = 0.7
_ABANDONED_UNREVIEWED_SHARE = 0.5
_ABANDONED_HOURS = 45.0
_PARKED_HOURS = 180.0
_TIDIED_UP_SHARE = 0.75
_BACK_TO_DRAFT_SHARE = 0.25
_REOPENED_HOURS = 6.0
_UNREVIEWED_WAIT_HOURS = 0.8
_REVIEW_AFTER_MERGE_SHARE = 0.15
_BRANCH_KEPT_SHARE = 0.15


def finish(work: Work, ready: int) -> None:
    """Play the rest of the change's life from the instant it is ready for review."""
    quirks = work.setting.scenario.quirks
    if chance(work.draw, quirks.parked_share):
        _park(work, ready)
        return
    if chance(work.draw, quirks.abandoned_share):
        _abandon(work, ready)
        return
    is_unreviewed = chance(work.draw, work.behaviour.unreviewed_share)
    approved = None if is_unreviewed else review(work, ready)
    if approved is None:
        at = work.clock.advance(ready, work.hours(_UNREVIEWED_WAIT_HOURS)) + MINUTE
        merge(work, at, None)
        return
    at, reviewer = approved
    if chance(work.draw, quirks.reopened_share):
        at = _reopen(work, at)
    own = chance(work.draw, _MERGED_BY_AUTHOR_SHARE) and not work.change.is_from_fork
    clock = work.clock if own else reviewer.clock
    at = clock.advance(at, work.hours(work.behaviour.merge_wait_hours)) + work.minutes(1)
    merge(work, at, None if own else reviewer)


def merge(work: Work, at: int, merger: Person | None) -> None:
    """Plan the merge; the author merges unless `merger` is given."""
    change = work.change
    change.merged = max(at, change.created + MINUTE, change.commits[-1].seen + 1)
    change.merged_by = merger.account if merger else change.author
    change.merge_sha = commit_sha(change.key, "merge")
    if chance(work.draw, work.setting.scenario.quirks.merge_commit_share):
        change.style = "merge"
    change.reviews = [
        given
        for given in change.reviews
        if given.at < change.merged or chance(work.draw, _REVIEW_AFTER_MERGE_SHARE)
    ]
    change.events = [event for event in change.events if event.at < change.merged]
    if not change.is_from_fork and not chance(work.draw, _BRANCH_KEPT_SHARE):
        delete(change, change.merged + work.minutes(1), change.merged_by)


def close(work: Work, at: int) -> None:
    """The author closes the change without a merge."""
    work.change.events.append(EventDraft("ClosedEvent", at, work.change.author))


def _park(work: Work, ready: int) -> None:
    """Nobody comes back to it for weeks; most are closed in a clean-up, some stay open."""
    last = ready
    if chance(work.draw, _BACK_TO_DRAFT_SHARE) and not work.change.is_from_fork:
        last = ready + work.minutes(60)
        work.change.events.append(EventDraft("ConvertToDraftEvent", last, work.change.author))
    if chance(work.draw, _TIDIED_UP_SHARE):
        close(work, work.clock.advance(last, work.hours(_PARKED_HOURS)) + MINUTE)


def _abandon(work: Work, ready: int) -> None:
    change = work.change
    if not chance(work.draw, _ABANDONED_UNREVIEWED_SHARE):
        review(work, ready)
    last = max([ready, change.commits[-1].seen, *(given.at for given in change.reviews)])
    last = max([last, *(event.at for event in change.events)])
    close(work, work.clock.advance(last, work.hours(_ABANDONED_HOURS)) + MINUTE)


def _reopen(work: Work, at: int) -> int:
    """Close the approved change and open it again; returns when it was open again."""
    closed = at + work.minutes(40)
    reopened = work.clock.advance(closed, work.hours(_REOPENED_HOURS)) + MINUTE
    work.change.events.append(EventDraft("ClosedEvent", closed, work.change.author))
    work.change.events.append(EventDraft("ReopenedEvent", reopened, work.change.author))
    return reopened
