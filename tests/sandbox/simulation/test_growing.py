"""What has happened stays as it was when time goes on: a later `as_of` sees it and more.

A series of daily runs plays one scenario day by day. A past that changes with the day looks to its
reader like records that vanish.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from sandbox import simulation
from sandbox.gitlab import derivation as gitlab
from sandbox.jira import site as jira
from sandbox.world import World
from tests.sandbox.simulation.worlds import shipped

DAYS = (0, 1, 2, 7, 20)
GITLAB_KINDS = ("merge_requests", "issues", "pipelines", "jobs", "deployments")


@pytest.fixture(scope="module")
def days() -> list[World]:
    """The small scenario, as it stands on days in the middle of its period."""
    scenario = shipped("small")
    first = scenario.as_of - timedelta(days=24)
    return [
        simulation.build_world(replace(scenario, as_of=first + timedelta(days=day))) for day in DAYS
    ]


def of_git_host(world: World) -> Iterator[tuple[Any, ...]]:
    """Records by their names, with what does not change any more once it is there."""
    for repository in world.repositories:
        for commit in repository.commits:
            yield "commit", commit.sha, commit.committed_at
        for deployment in repository.deployments:
            yield "deployment", deployment.node_id, deployment.created_at, deployment.commit_sha
        for request in repository.pull_requests:
            yield "pull request", request.node_id, request.number, request.created_at
        for issue in repository.issues:
            yield "issue", issue.node_id, issue.number, issue.created_at
        for run in repository.workflow_runs:
            yield "workflow run", run.node_id, run.created_at, run.head_sha


def of_gitlab(world: World) -> Iterator[tuple[Any, ...]]:
    for project in gitlab.projects(world).values():
        for kind in GITLAB_KINDS:
            for record in getattr(project, kind).values():
                yield kind, project.path, record.id, getattr(record, "iid", None), record.created_at
        for request in project.merge_requests.values():
            for note in request.notes:
                yield "note", project.path, note.id, note.created_at


def of_jira(world: World) -> Iterator[tuple[Any, ...]]:
    found = jira.build(world)
    for issue in found.issues.values():
        yield "issue", issue.issue_id, issue.created_at
        for history in issue.histories:
            yield "history", issue.issue_id, history.history_id, history.created_at
    for sprint in found.sprints.values():
        yield "sprint", sprint.sprint_id, sprint.board_id, sprint.name


@pytest.mark.parametrize("facts", [of_git_host, of_gitlab, of_jira])
def test_nothing_that_happened_changes_when_time_goes_on(days: list[World], facts: Any) -> None:
    seen = [set(facts(world)) for world in days]
    for before, after in pairwise(seen):
        assert before <= after
    assert 0 < len(seen[0]) < len(seen[-1])
