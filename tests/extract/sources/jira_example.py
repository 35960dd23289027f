"""The sandbox's Jira in its two flavours, and what tests change in it.

Belongs here: serving and changing. Does not belong here: what a test asserts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extract.sources.jira import JIRA
from sandbox.jira import DATA_CENTER_TOOL, TOOL
from sandbox.jira.entities import Issue
from sandbox.jira.plans import Event
from sandbox.jira.replay import saved
from sandbox.jira.store import JiraStore
from tests.extract.core.examples import ImpatientClock
from tests.extract.sources.served_tool import ServedTool, serving


class LeapingClock(ImpatientClock):
    """A clock that can be set ahead."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    def leap(self, **time: float) -> None:
        """Let time pass."""
        self._ahead += timedelta(**time)


def a_week_later(jira: ServedTool) -> None:
    """Let so much time pass that the next run looks for deletions."""
    assert isinstance(jira.clock, LeapingClock)
    jira.clock.leap(days=8)


@contextmanager
def cloud(home: Path, patch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    """Jira Cloud, with the settings pointing at it."""
    with serving(TOOL, JIRA, home, patch) as served:
        patch.delenv("JIRA_PROJECTS", raising=False)
        served.clock = LeapingClock()
        yield served


@contextmanager
def data_center(home: Path, patch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    """Jira Data Center, read with a personal access token."""
    with serving(DATA_CENTER_TOOL, JIRA, home, patch) as served:
        patch.setenv("JIRA_API_URL", served.url)
        patch.setenv("JIRA_TOKEN", "personal-access-token")
        for name in ("JIRA_USER", "JIRA_PROJECTS"):
            patch.delenv(name, raising=False)
        served.clock = LeapingClock()
        yield served


def store(jira: ServedTool) -> JiraStore:
    """The served records."""
    held = jira.service.store
    assert isinstance(held, JiraStore)
    return held


def some_issue(jira: ServedTool, project: str = "ATL") -> Issue:
    """The first issue of a project that nothing is part of and nothing is linked to."""
    site = store(jira).site
    linked = {end for link in site.links.values() for end in (link.source_id, link.target_id)}
    parents = {issue.parent_id for issue in site.issues.values()}
    return next(
        issue
        for issue in site.issues.values()
        if issue.project_key == project and issue.issue_id not in linked | parents
    )


def save(jira: ServedTool, issue: Issue, at: datetime, **values: Any) -> Issue:
    """Change fields of an issue at an instant, with a save in its history."""
    held = store(jira)
    event = Event(at, issue.reporter, values)
    after = saved(issue, replace(issue, **values), event, held.site.sprints)
    if after.histories != issue.histories:
        number = 1 + max(h.history_id for i in held.site.issues.values() for h in i.histories)
        last = replace(after.histories[-1], history_id=number)
        after = replace(after, histories=(*after.histories[:-1], last))
    held.site.issues[issue.issue_id] = after
    held.version += 1
    return after


def searches(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The searches among requests."""
    return [r for r in requests if r["method"] == "POST" and "/search" in r["path"]]


def later(jira: ServedTool, **time: float) -> datetime:
    """An instant after everything that has happened."""
    return store(jira).site.as_of + timedelta(**time)
