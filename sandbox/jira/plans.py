"""What will happen to an issue, before it has a number.

Belongs here: the plan of one issue and the story of planned work. Does not belong here: which
issues there are (`sandbox.jira.work`, `sandbox.jira.backlog`), and playing a plan
(`sandbox.jira.replay`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from sandbox.jira import catalogue
from sandbox.jira.entities import IssueType, Named, Project, Sprint, User
from sandbox.simulation.randomness import chance, lognormal, pick

_POINTS = (1.0, 2.0, 3.0, 5.0, 8.0)
_IN_SPRINTS = 0.75
_RE_ESTIMATED = 0.12
_RE_PRIORITISED = 0.1
_IMPEDED = 0.06
_REOPENED = 0.06
_DUE = 0.15
_TAKEN_OUT = 0.05
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Event:
    """At an instant an account sets fields to values; `project` moves the issue to another."""

    at: datetime
    author: User | None
    values: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Plan:
    """An issue to be.

    Attributes:
        name: Stable and unique, for chance and order.
        project: Where it is created.
        values: The fields it is created with, by the attribute's name.
        events: What happens to it, in any order.
        parent: The plan of the epic or of the story it belongs to.
    """

    name: str
    project: Project
    summary: str
    issue_type: IssueType
    created_at: datetime
    reporter: User | None
    priority: Named = catalogue.MEDIUM
    values: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    parent: "Plan | None" = None

    def happens(self, at: datetime, author: User | None, **values: Any) -> None:
        """Add an event."""
        self.events.append(Event(at, author, values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """When work on an issue began, went to review and ended; ends are None while it goes on.

    `is_rejected` ends it without a change of the product.
    """

    started_at: datetime
    review_at: datetime
    ended_at: datetime | None
    is_rejected: bool = False


def work_through(
    plan: Plan, course: Course, worker: User | None, draw: np.random.Generator
) -> None:
    """Add the story of work: assigned, begun, reviewed, done, and sometimes begun again."""
    flow = plan.project.workflow
    started = max(course.started_at, plan.created_at + 5 * _MINUTE)
    review = max(course.review_at, started + _MINUTE)
    plan.happens(started, worker, assignee=worker, status=flow.doing)
    plan.happens(review, worker, status=flow.review)
    if chance(draw, _IMPEDED):
        plan.happens(started + 2 * _MINUTE, worker, is_flagged=True)
        plan.happens(started + timedelta(hours=lognormal(draw, 6, 0.8)), worker, is_flagged=False)
    if course.ended_at is None:
        return
    slow = 26 * 60 if chance(draw, 0.1) else 0
    ended = max(course.ended_at, review) + timedelta(minutes=int(draw.integers(1, 200)) + slow)
    resolution = catalogue.REJECTED if course.is_rejected else catalogue.FIXED
    plan.happens(ended, worker, status=flow.done, resolution=resolution)
    if not course.is_rejected and chance(draw, _REOPENED):
        again = ended + timedelta(hours=lognormal(draw, 30, 0.6))
        plan.happens(again, plan.reporter, status=flow.doing, resolution=None)
        final = again + timedelta(hours=lognormal(draw, 12, 0.7))
        plan.happens(final, worker, status=flow.done, resolution=catalogue.FIXED)


def estimate(plan: Plan, draw: np.random.Generator) -> None:
    """Give the plan what planning gives: points, now and then others later, and a due date."""
    points = pick(draw, _POINTS)
    plan.values["points"] = points
    if chance(draw, _RE_ESTIMATED):
        at = plan.created_at + timedelta(hours=lognormal(draw, 40, 0.7))
        plan.happens(at, plan.reporter, points=pick(draw, [p for p in _POINTS if p != points]))
    if chance(draw, _RE_PRIORITISED):
        at = plan.created_at + timedelta(hours=lognormal(draw, 60, 0.7))
        plan.happens(at, plan.reporter, priority=pick(draw, (catalogue.HIGH, catalogue.LOW)))
    if chance(draw, _DUE):
        due = plan.created_at.date() + timedelta(days=int(draw.integers(10, 40)))
        plan.values["due_date"] = due
        later = plan.created_at + timedelta(hours=lognormal(draw, 90, 0.5))
        if chance(draw, 0.3):
            plan.happens(later, plan.reporter, due_date=due + timedelta(days=7))


def put_in_sprints(plan: Plan, sprints: list[Sprint], draw: np.random.Generator) -> None:
    """Put the plan into the sprint in which work on it begins, and carry it over while undone.

    Some are taken out again before their sprint is over.
    """
    begun = _instant_of(plan, plan.project.workflow.doing.status_id, first=True)
    if not sprints or begun is None or not chance(draw, _IN_SPRINTS):
        return
    done = _instant_of(plan, plan.project.workflow.done.status_id, first=False)
    held: tuple[int, ...] = ()
    closed: datetime | None = None
    for sprint in sprints:
        if sprint.start_at is None or sprint.end_at is None:
            break
        over = sprint.complete_at or sprint.end_at
        if over <= begun or (done is not None and held and done <= sprint.start_at):
            continue
        planned = max(plan.created_at + 2 * _MINUTE, sprint.start_at - timedelta(minutes=30))
        at = planned if closed is None else closed
        held = (*held, sprint.sprint_id)
        plan.happens(at, plan.reporter, sprint_ids=held)
        out = max(at, sprint.start_at) + timedelta(hours=int(draw.integers(1, 200)))
        if chance(draw, _TAKEN_OUT) and out < over:
            plan.happens(out, plan.reporter, sprint_ids=held[:-1])
            break
        closed = sprint.complete_at
        if closed is None or (done is not None and done <= closed):
            break


def _instant_of(plan: Plan, status_id: int, *, first: bool) -> datetime | None:
    moments = [
        event.at
        for event in plan.events
        if "status" in event.values and event.values["status"].status_id == status_id
    ]
    if not moments:
        return None
    return min(moments) if first else max(moments)
