"""Bad input ends with one clear error each, and what was landed before stays.

Here: real processes against the sandbox, after a good extraction. Not here: which rows are wrong
(tests/extract/sources) and publication (test_bad_input_publication.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.registry import SOURCES
from tests.e2e.conftest import world
from tests.e2e.installation import Ended, Installation, limit_file_size

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation after one good extraction; do not change it."""
    with world("small", tmp_path_factory.mktemp("bad-input")) as found:
        installation = Installation.of(found, found.home, found.folder / "inputs")
        for source in SOURCES:
            assert installation.extract(source.name) == Ended(0, [])
        yield installation


@pytest.fixture
def installation(extracted: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of it to spoil; the sandbox makes no planned faults afterwards."""
    yield extracted.copy(tmp_path)
    extracted.world.server.control("faults", {"plan": []})


def only(ended: Ended) -> str:
    """The one error of a run that failed."""
    assert ended.exit_code == 1
    (error,) = ended.errors
    assert error.startswith("error: ")
    assert len(error) < 400
    return error


def test_a_wrong_token(installation: Installation) -> None:
    before = installation.landed()
    error = only(installation.extract("github", GITHUB_TOKEN="revoked"))
    assert "does not accept the token" in error
    assert "GITHUB_TOKEN" in error
    assert "revoked" not in error
    assert installation.landed() == before


def test_a_missing_token(installation: Installation) -> None:
    error = only(installation.extract("github", GITHUB_TOKEN=" "))
    assert "GITHUB_TOKEN is not set" in error


def test_an_unknown_repository(installation: Installation) -> None:
    before = installation.landed()
    names = "harbour/checkout,harbour/nowhere"
    error = only(installation.extract("github", GITHUB_REPOSITORIES=names))
    assert "harbour/nowhere" in error
    assert "GITHUB_REPOSITORIES" in error
    assert installation.landed() == before


def test_a_malformed_page(installation: Installation) -> None:
    before = installation.landed()
    plan = [{"kind": "malformed", "count": 100, "after": 2}]
    installation.world.server.control("faults", {"plan": plan})
    # One repository, because the pauses between attempts are real seconds here.
    error = only(installation.extract("github", GITHUB_REPOSITORIES="harbour/checkout"))
    assert "malformed" in error
    assert "GITHUB_API_URL" in error
    assert installation.landed() == before


def test_a_wrong_row_of_organisation_yml(installation: Installation) -> None:
    before = installation.landed()
    path = installation.inputs / "organisation.yml"
    text = path.read_text().replace("time_zone: Europe/Berlin", "time_zone: Europe/Berln", 1)
    path.write_text(text)
    error = only(installation.extract("file_drops"))
    assert error.startswith("error: organisation.yml, line ")
    assert "time_zone 'Europe/Berln': it is not a name of the IANA time zone database" in error
    assert installation.landed() == before
    (listed,) = installation.quarantine()
    assert listed["field"].endswith("calendar[0].time_zone")
    assert listed["remedy"] == "Write for example: Europe/Berlin"


def test_an_organisation_yml_that_is_no_yaml(installation: Installation) -> None:
    before = installation.landed()
    (installation.inputs / "organisation.yml").write_text("teams: [\n")
    error = only(installation.extract("file_drops"))
    assert error.startswith("error: organisation.yml, line 2: it is not valid YAML")
    assert installation.landed() == before


@pytest.mark.parametrize("source", [source.name for source in SOURCES])
def test_a_disk_without_room(extracted: Installation, tmp_path: Path, source: str) -> None:
    installation = Installation.of(extracted.world, tmp_path / "home", extracted.inputs)
    error = only(installation.extract(source, limit_file_size))
    assert "Cannot write to" in error
    assert "TEAM_OUTCOMES_HOME" in error
    assert not any(installation.landed().values())
    assert installation.extract(source) == Ended(0, [])
    landed = {name for name, rows in installation.landed().items() if rows}
    assert any(name.startswith(f"{source}.") for name in landed)


def test_a_disk_without_room_keeps_what_was_landed(installation: Installation) -> None:
    before = installation.landed()
    path = installation.inputs / "organisation.yml"
    path.write_text(path.read_text().replace("team_name: Atlas", "team_name: Other"))
    assert "Cannot write to" in only(installation.extract("file_drops", limit_file_size))
    assert installation.landed() == before
