"""After bad input the daily job fails with one clear error, and the last good publication stays.

Here: the whole job over a home that has a publication. Not here: what one source does with its
bad input (test_bad_input.py).
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bench.published import files
from bench.runs import DAILY_JOB
from tests.e2e.conftest import World
from tests.e2e.installation import Ended, Installation

pytestmark = pytest.mark.e2e
# Enough for what is extracted, less than the warehouse takes.
HALF_A_MEGABYTE = 500_000
Spoil = Callable[[Installation], Mapping[str, str]]


@pytest.fixture
def installation(small: World, tmp_path: Path) -> Iterator[Installation]:
    """A copy of a published home and its files; the sandbox makes no planned faults afterwards."""
    yield Installation.of(small, small.home, small.folder / "inputs").copy(tmp_path)
    small.server.control("faults", {"plan": []})


def published(installation: Installation) -> dict[str, bytes]:
    """The published files, byte by byte."""
    folder = installation.home / "published"
    return {str(path.relative_to(folder)): path.read_bytes() for path in files(folder)}


def wrong_token(_: Installation) -> Mapping[str, str]:
    return {"GITHUB_TOKEN": "revoked"}


def malformed_page(installation: Installation) -> Mapping[str, str]:
    plan = [{"kind": "malformed", "count": 100, "after": 2}]
    installation.world.server.control("faults", {"plan": plan})
    return {"GITHUB_REPOSITORIES": "harbour/checkout"}


def wrong_row(installation: Installation) -> Mapping[str, str]:
    path = installation.inputs / "organisation.yml"
    text = path.read_text().replace("team_type: application", "team_type: squad", 1)
    path.write_text(text)
    return {}


def wrong_file(installation: Installation) -> Mapping[str, str]:
    (installation.inputs / "inputs/roster.csv").write_text("person_id;team_id\n")
    return {}


def unknown_repository(_: Installation) -> Mapping[str, str]:
    return {"GITHUB_REPOSITORIES": "harbour/checkout,harbour/nowhere"}


CASES: dict[str, tuple[Spoil, str]] = {
    "wrong token": (wrong_token, "does not accept the token"),
    "unknown repository": (unknown_repository, "GITHUB_REPOSITORIES names harbour/nowhere"),
    "malformed page": (malformed_page, "cut short or malformed"),
    "wrong row": (wrong_row, "team_type 'squad'"),
    "wrong file": (wrong_file, "inputs/roster.csv: its columns are not separated by commas"),
}


def run(
    installation: Installation,
    variables: Mapping[str, str],
    prepare: Callable[[], None] | None = None,
) -> Ended:
    """Run the daily job an hour after the one that published."""
    later = datetime.fromisoformat(installation.world.as_of) + timedelta(hours=1)
    moment = {"TEAM_OUTCOMES_AS_OF": later.isoformat()}
    return installation.execute(DAILY_JOB, prepare, {**variables, **moment})


def only_error(ended: Ended) -> str:
    """The one error of a job that failed."""
    assert ended.exit_code == 1
    (error,) = (line for line in ended.errors if line.startswith("error: "))
    return error


@pytest.mark.parametrize("case", CASES)
def test_bad_input_leaves_the_publication(installation: Installation, case: str) -> None:
    spoil, said = CASES[case]
    before = published(installation)
    assert before
    assert said in only_error(run(installation, spoil(installation)))
    assert published(installation) == before


def test_a_disk_without_room_leaves_the_publication(installation: Installation) -> None:
    def limit_file_size() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (HALF_A_MEGABYTE, HALF_A_MEGABYTE))

    before = published(installation)
    assert only_error(run(installation, {}, limit_file_size))
    assert published(installation) == before
