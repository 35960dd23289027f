"""The files still name an erased person; what is read again is landed under the pseudonym."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration import erase
from orchestration.erasure.scan import scan
from orchestration.people.identifiers import collect
from tests.extract.sources.file_drops_examples import CSV
from tests.extract.sources.test_file_drops_landing import Installation

PERSON = "anna"


@pytest.fixture(name="installation")
def landed_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    installation = Installation(tmp_path, monkeypatch)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    assert installation.run().problems == []
    return installation


def test_nothing_comes_back_and_nothing_is_buried(installation: Installation) -> None:
    home = installation.folder / "home"
    identifiers = collect(home, PERSON)
    before = {key: row["team_id"] for key, row in installation.live("roster").items()}
    assert erase.main([PERSON, "--confirm", PERSON]) == 0
    result = installation.run()
    assert {n for stream, n in result.landed_rows.items() if stream != "extraction_log"} <= {0}
    after = {key: row["team_id"] for key, row in installation.live("roster").items()}
    assert sorted(after.values()) == sorted(before.values())
    assert PERSON not in {row["person_id"] for row in installation.live("roster").values()}
    assert scan(home, identifiers).findings == []


def test_who_is_taken_off_the_roster_is_buried_under_the_pseudonym(
    installation: Installation,
) -> None:
    erase.main([PERSON, "--confirm", PERSON])
    alive = len(installation.live("roster"))
    rows = CSV["roster"].splitlines(keepends=True)
    mine = [row for row in rows if row.startswith(f"{PERSON},")]
    installation.write(roster="".join(row for row in rows if row not in mine))
    installation.run()
    assert len(mine) > 0
    assert len(installation.live("roster")) == alive - len(mine)
