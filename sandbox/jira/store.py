"""The served site: what changes in it while it is served, and what should be landed of it.

Belongs here: touching, deleting, and the truth. Does not belong here: how records are written in
an answer.
"""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sandbox.jira import catalogue
from sandbox.jira.entities import Issue, Project, User
from sandbox.jira.flavour import Flavour
from sandbox.jira.plans import Event
from sandbox.jira.replay import saved
from sandbox.jira.site import build
from sandbox.jira.truth import truth
from sandbox.kit.store import ChangeError, Truth
from sandbox.world import World

DELETABLE = ("issues", "issue_links", "sprints")


class JiraStore:
    """One Jira's records.

    Attributes:
        site: The records.
        flavour: Which kind of Jira it is.
        version: Grows with every change, so that searches may remember their results.
    """

    def __init__(self, world: World, flavour: Flavour) -> None:
        self.site = build(world)
        self.flavour = flavour
        self.version = 0
        self._now = self.site.as_of
        self._next_history = 1 + max(
            (h.history_id for issue in self.site.issues.values() for h in issue.histories),
            default=20_000,
        )

    def truth(self) -> Truth:
        """Every live record that extraction should land."""
        return truth(self.site, self.flavour)

    def touch(self, share: float) -> int:
        """Save a share of the issues again, each with one change, one second after the other."""
        ids = sorted(self.site.issues)
        if not 0 <= share <= 1:
            raise ChangeError(f"share is {share!r}; give a number from 0 to 1")
        draw = random.Random(f"{self.site.seed}:{self.version}")  # noqa: S311 - no secret
        count = min(len(ids), max(1, math.ceil(len(ids) * share)))
        for number in sorted(draw.sample(ids, count)):
            self._save(self.site.issues[number], draw)
        self.version += 1
        return count

    def _save(self, issue: Issue, draw: random.Random) -> None:
        self._now += timedelta(seconds=1)
        author = draw.choice(sorted(self.site.users.values(), key=lambda user: user.key))
        project = self.site.projects[issue.project_key]
        change = draw.choice((_moved_on, _re_estimated, _re_prioritised, _flag_turned))
        event = Event(self._now, author, change(issue, project, author))
        after = saved(issue, replace(issue, **event.values), event, self.site.sprints)
        *before, last = after.histories
        last = replace(last, history_id=self._next_history)
        self._next_history += 1
        self.site.issues[issue.issue_id] = replace(after, histories=(*before, last))

    def delete(self, stream: str, key: str) -> None:
        """Take an issue with its links, a link, or a sprint away."""
        if stream not in DELETABLE:
            raise ChangeError(f"stream must be one of {', '.join(DELETABLE)}, not {stream!r}")
        records: Mapping[str, dict[int, Any]] = {
            "issues": self.site.issues,
            "issue_links": self.site.links,
            "sprints": self.site.sprints,
        }
        number = key.partition("|")[0]
        if not number.isdecimal() or int(number) not in records[stream]:
            raise ChangeError(f"{stream} has no record {key!r}; take a key from the truth")
        removed = records[stream].pop(int(number))
        if stream == "issues":
            gone = [
                link_id
                for link_id, link in self.site.links.items()
                if int(number) in (link.source_id, link.target_id)
            ]
            for link_id in gone:
                self._unlink(link_id)
            self._orphan(int(number))
        if stream == "issue_links":
            self._touch_ends(removed.source_id, removed.target_id)
        if stream == "sprints":
            self._leave(removed.sprint_id)
        self.version += 1

    def _unlink(self, link_id: int) -> None:
        link = self.site.links.pop(link_id)
        self._touch_ends(link.source_id, link.target_id)

    def _touch_ends(self, *ids: int) -> None:
        """Taking a link away is an update of the issues at both ends."""
        self._now += timedelta(seconds=1)
        for number in ids:
            issue = self.site.issues.get(number)
            if issue is not None:
                self.site.issues[number] = replace(issue, updated_at=self._now)

    def _leave(self, sprint_id: int) -> None:
        """Issues of a sprint that is gone are in it no more, which is an update of them."""
        self._now += timedelta(seconds=1)
        for issue in list(self.site.issues.values()):
            if sprint_id in issue.sprint_ids:
                left = tuple(number for number in issue.sprint_ids if number != sprint_id)
                after = replace(issue, sprint_ids=left, updated_at=self._now)
                self.site.issues[issue.issue_id] = after

    def _orphan(self, parent_id: int) -> None:
        """Issues whose parent is gone have none any more, which is an update of them."""
        self._now += timedelta(seconds=1)
        for issue in list(self.site.issues.values()):
            if issue.parent_id == parent_id:
                alone = replace(issue, parent_id=None, updated_at=self._now)
                self.site.issues[issue.issue_id] = alone


Change = Callable[[Issue, Project, User], dict[str, Any]]


def _moved_on(issue: Issue, project: Project, author: User) -> dict[str, Any]:
    flow = project.workflow
    if issue.status == flow.to_do:
        return {"status": flow.doing, "assignee": author}
    if issue.status == flow.done:
        return {"status": flow.doing, "resolution": None}
    return {"status": flow.done, "resolution": catalogue.FIXED}


def _re_estimated(issue: Issue, _: Project, __: User) -> dict[str, Any]:
    return {"points": 13.0 if issue.points != 13.0 else 5.0}  # noqa: PLR2004 - story points


def _re_prioritised(issue: Issue, _: Project, __: User) -> dict[str, Any]:
    first = issue.priority != catalogue.HIGHEST
    return {"priority": catalogue.HIGHEST if first else catalogue.MEDIUM}


def _flag_turned(issue: Issue, _: Project, __: User) -> dict[str, Any]:
    return {"is_flagged": not issue.is_flagged}
