"""The command merges what there is, tells what it could not, and never while a run is at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.landing import Landing
from orchestration import compact
from orchestration.lock import one_run
from tests.extract.core.examples import EXAMPLE
from tests.extract.core.test_compaction import NOW, home_with_a_week_of_loads, names

__all__ = ["home_with_a_week_of_loads"]


@pytest.fixture(autouse=True)
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    monkeypatch.setenv("TEAM_OUTCOMES_AS_OF", NOW.isoformat())
    monkeypatch.setattr(compact, "SOURCES", (EXAMPLE,))


def test_it_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert compact.main(["--many", "2"]) == 0
    assert capsys.readouterr().out == "example: 22 files became 6, with all of their 42 rows\n"
    assert compact.main(["--many", "2"]) == 0
    assert capsys.readouterr().out == ""


def test_it_tells_what_could_not_be_merged(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Landing(EXAMPLE, home):
        assert compact.main([]) == 1
    assert "Another extraction of example" in capsys.readouterr().err


def test_it_waits_for_the_end_of_a_run(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(home)
    with one_run(home):
        assert compact.main(["--many", "2"]) == 1
    assert "Another run is at work" in capsys.readouterr().err
    assert names(home) == before


def test_a_number_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        compact.main(["--many", "none"])
    assert "'none' is no whole number" in capsys.readouterr().err
