"""The small GitHub, fresh for each test: one repository of it, or the whole organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.world import World
from tests.extract.sources.github_example import REPOSITORY, Github, serving, small_world


@pytest.fixture
def github_world() -> World:
    """The world that ``github`` serves; a module may serve another."""
    return small_world()


@pytest.fixture
def github(
    github_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Github]:
    """A served GitHub, with the settings of this process pointing at it."""
    with serving(github_world) as (url, service):
        monkeypatch.setenv("GITHUB_API_URL", url)
        monkeypatch.setenv("GITHUB_TOKEN", "canary-token-5f2c")
        monkeypatch.setenv("GITHUB_ORGANISATION", "harbour")
        monkeypatch.setenv("GITHUB_REPOSITORIES", REPOSITORY)
        yield Github(url, service, tmp_path / "home")


@pytest.fixture
def organisation(github: Github, monkeypatch: pytest.MonkeyPatch) -> Github:
    """The same, with every repository to be read."""
    monkeypatch.delenv("GITHUB_REPOSITORIES")
    return github
