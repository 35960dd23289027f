"""A tiny GitLab to extract from: two projects of the small scenario, cut short.

Belongs here: what is served, and its limits. Does not belong here: what a test asserts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extract.sources.gitlab import GITLAB
from sandbox.gitlab import TOOL
from sandbox.gitlab.app import create
from sandbox.gitlab.entities import Project
from sandbox.gitlab.limits import GitlabLimits
from sandbox.gitlab.store import GitlabStore
from sandbox.world import World
from tests.extract.sources.served_tool import ServedTool, serving, small_world

PROJECT, OTHER = "harbour/notifications", "harbour/billing"
SMALL_PAGES = GitlabLimits(largest_page=5, counted=8, offset=10)
"""Limits that the tiny world meets: several pages, totals that vanish, a low cap."""

_MERGE_REQUESTS = {PROJECT: 12, OTHER: 4}


@cache
def tiny_world(*projects: str) -> World:
    """The projects named, or both: some merge requests, everything else whole."""
    world = small_world()
    kept = tuple(
        replace(
            repository,
            pull_requests=repository.pull_requests[: _MERGE_REQUESTS[repository.full_name]],
        )
        for repository in world.repositories
        if repository.full_name in (projects or _MERGE_REQUESTS)
    )
    return replace(world, repositories=kept)


@contextmanager
def served_gitlab(
    tmp_path: Path,
    patch: pytest.MonkeyPatch,
    limits: GitlabLimits | None = None,
    projects: tuple[str, ...] = (),
) -> Iterator[ServedTool]:
    """A served GitLab with these projects, or both; this process's settings point at it."""
    world = tiny_world(*projects)
    tool = replace(TOOL, create=lambda _, hosting: create(world, hosting, limits))
    with serving(tool, GITLAB, tmp_path / "home", patch) as served:
        patch.setenv("GITLAB_TOKEN", "canary-token-5f2c")
        yield served


def store_of(gitlab: ServedTool) -> GitlabStore:
    """The records that are served."""
    store = gitlab.service.store
    assert isinstance(store, GitlabStore)
    return store


def project_of(gitlab: ServedTool, path: str = PROJECT) -> Project:
    """A served project."""
    found = store_of(gitlab).project(path)
    assert found is not None
    return found


def kinds(gitlab: ServedTool) -> dict[str, int]:
    """Count the requests since the last call by the last word of their path."""
    counts: dict[str, int] = {}
    for request in gitlab.requests():
        word = str(request["path"]).rpartition("/")[2]
        counts[word] = counts.get(word, 0) + 1
    return counts
