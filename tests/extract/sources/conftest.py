"""The small GitHub, fresh for each test: one repository of it, or the whole organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.world import World
from tests.extract.sources.github_example import REPOSITORY, Github, Live, serving, small_world


def point_at(url: str, patch: pytest.MonkeyPatch) -> None:
    """Set the variables that make runs read one repository of this GitHub."""
    patch.setenv("GITHUB_API_URL", url)
    patch.setenv("GITHUB_TOKEN", "canary-token-5f2c")
    patch.setenv("GITHUB_ORGANISATION", "harbour")
    patch.setenv("GITHUB_REPOSITORIES", REPOSITORY)


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
        point_at(url, monkeypatch)
        yield Github(url, service, tmp_path / "home")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Live:
    """What an undisturbed run over the one repository lands; do not change it."""
    with pytest.MonkeyPatch.context() as patch, serving(small_world()) as (url, service):
        point_at(url, patch)
        github = Github(url, service, tmp_path_factory.mktemp("undisturbed"))
        github.extract()
        return github.live()


@pytest.fixture
def organisation(github: Github, monkeypatch: pytest.MonkeyPatch) -> Github:
    """The same, with every repository to be read."""
    monkeypatch.delenv("GITHUB_REPOSITORIES")
    return github
