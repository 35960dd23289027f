"""The life of a branch: commits, pushes, opening, drafts, rewriting.

Belongs here: everything a change's author does to the branch. Does not belong here: what
reviewers do (`sandbox.simulation.reviews`).
"""

from dataclasses import dataclass

import numpy as np

from sandbox.behaviour import Behaviour
from sandbox.entities.accounts import Account
from sandbox.simulation.drafts import (
    ChangeDraft,
    CommitDraft,
    EventDraft,
    PushDraft,
    RewriteDraft,
)
from sandbox.simulation.randomness import chance, commit_sha, lognormal, negative_binomial
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, MINUTE, WorkClock

_MOST_COMMITS = 9
_TWO_PUSHES_SHARE = 0.4
_WRONG_CLOCK_SHARE = 0.03
_MOST_WRONG_DAYS = 4


@dataclass(slots=True)
class Work:
    """A change in the making: who works on it, when, and how that team works."""

    setting: Setting
    change: ChangeDraft
    draw: np.random.Generator
    clock: WorkClock
    behaviour: Behaviour
    owner: str
    pace: float
    fewest_commits: int = 1

    def hours(self, median: float) -> float:
        """A working duration around a median, by the team's mood."""
        return lognormal(self.draw, median * self.pace, self.setting.scenario.noise.duration_sigma)

    def minutes(self, median: float) -> int:
        """A short duration in seconds, at least one; the wall clock counts."""
        return max(1, round(lognormal(self.draw, median * MINUTE, 0.8)))

    @property
    def head(self) -> str:
        """The branch's newest sha."""
        return self.change.commits[-1].sha


def write(work: Work, start: int) -> int:
    """Write, push and open the change; returns the instant it is ready for review."""
    change, draw = work.change, work.draw
    quirks = work.setting.scenario.quirks
    times = _writing_times(work, start)
    is_draft = not change.is_from_fork and chance(draw, quirks.draft_share)
    first = _first_push_size(work, len(times))
    _commit_and_push(work, times[:first], times[first - 1] + work.minutes(6))
    if is_draft:
        change.created = change.pushes[-1].at + work.minutes(3)
    if first < len(times):
        _commit_and_push(work, times[first:], times[-1] + work.minutes(6))
    last = change.commits[-1].seen
    if not is_draft:
        change.created = last + work.minutes(4)
        if change.is_from_fork:
            _seen_on_opening(change)
        return change.created
    return _leave_draft(work, max(last, change.created) + work.minutes(12))


def add_commit(work: Work, after: int) -> int:
    """One more commit as an answer to a review, sometimes by rewriting the branch; its push.

    Authors of forks answer in words only: when their commits reached the server is not visible.
    """
    written = work.clock.advance(after, work.hours(work.behaviour.rework_hours))
    if work.change.is_from_fork:
        return max(written, after + MINUTE)
    at = _commit_and_push(work, [max(written, after + MINUTE)], written + work.minutes(5))
    if chance(work.draw, work.setting.scenario.quirks.force_push_share):
        return rewrite(work, at + work.minutes(20))
    return at


def rewrite(work: Work, at: int) -> int:
    """Rebase the whole branch by a force push: every commit gets a new sha."""
    change = work.change
    before = tuple(change.commits)
    at = max(at, change.pushes[-1].at + 1)
    number = len(change.rewrites) + 1
    change.commits = [
        CommitDraft(
            sha=commit_sha(change.key, "rewritten", number, position),
            authored=commit.authored,
            committed=at - MINUTE,
            seen=at,
            author=commit.author,
            author_name=commit.author_name,
            message=commit.message,
            change_key=change.key,
        )
        for position, commit in enumerate(before)
    ]
    change.rewrites.append(RewriteDraft(at=at, before=before))
    _record_push(change, before[-1].sha, at, "force_push")
    if at >= change.created:
        change.events.append(
            EventDraft(
                "HeadRefForcePushedEvent",
                at,
                change.author,
                before=before[-1].sha,
                after=work.head,
            )
        )
    return at


def delete(change: ChangeDraft, at: int, actor: Account | None) -> None:
    """Delete the branch after the change has ended."""
    change.pushes.append(
        PushDraft(
            key=f"{change.key}/deletion",
            branch=change.branch,
            before=change.commits[-1].sha,
            after="",
            at=max(at, change.pushes[-1].at + 1),
            activity_type="branch_deletion",
            actor=actor,
        )
    )


def _writing_times(work: Work, start: int) -> list[int]:
    count = 1 + min(negative_binomial(work.draw, 1.3, 1.5), _MOST_COMMITS)
    count = max(count, work.fewest_commits)
    span = work.hours(work.behaviour.coding_hours)
    fractions = sorted(float(value) for value in work.draw.random(count))
    fractions[-1] = 1.0
    times: list[int] = []
    for fraction in fractions:
        at = work.clock.advance(start, span * fraction)
        times.append(max(at, times[-1] + MINUTE) if times else at)
    return times


def _first_push_size(work: Work, count: int) -> int:
    """How many commits the first push brings; a fork's branch is pushed once."""
    if count == 1 or work.change.is_from_fork or not chance(work.draw, _TWO_PUSHES_SHARE):
        return count
    return int(work.draw.integers(1, count))


def _commit_and_push(work: Work, times: list[int], at: int) -> int:
    change = work.change
    if change.pushes:
        at = max(at, change.pushes[-1].at + 1)
    at = max(at, times[-1] + 1)
    before = work.head if change.commits else ""
    for written in times:
        position = len(change.commits)
        change.commits.append(
            CommitDraft(
                sha=commit_sha(change.key, position),
                authored=written - _clock_error(work),
                committed=written,
                seen=at,
                author=change.author,
                author_name=change.author_name,
                message=change.title if position == 0 else f"Step {position} of {change.title}",
                change_key=change.key,
            )
        )
    _record_push(change, before, at, "push" if before else "branch_creation")
    return at


def _clock_error(work: Work) -> int:
    """Seconds by which an author date is too early: a wrong clock or an old local commit."""
    if not chance(work.draw, _WRONG_CLOCK_SHARE):
        return 0
    return int(work.draw.integers(HOUR, _MOST_WRONG_DAYS * DAY))


def _record_push(change: ChangeDraft, before: str, at: int, activity_type: str) -> None:
    change.pushes.append(
        PushDraft(
            key=f"{change.key}/{len(change.pushes)}",
            branch=change.branch,
            before=before,
            after=change.commits[-1].sha,
            at=at,
            activity_type=activity_type,
            actor=change.author,
        )
    )


def _seen_on_opening(change: ChangeDraft) -> None:
    """The upstream repository sees a fork's commits when the pull request is opened."""
    for commit in change.commits:
        commit.seen = change.created


def _leave_draft(work: Work, ready: int) -> int:
    """Mark a draft ready, sometimes take that back and mark it again; returns the last time."""
    change = work.change
    change.is_draft = True
    change.events.append(EventDraft("ReadyForReviewEvent", ready, change.author))
    if chance(work.draw, work.setting.scenario.quirks.back_to_draft_share):
        back = ready + work.minutes(30)
        ready = work.clock.advance(back, work.hours(3.0)) + MINUTE
        change.events.append(EventDraft("ConvertToDraftEvent", back, change.author))
        change.events.append(EventDraft("ReadyForReviewEvent", ready, change.author))
    return ready
