"""The printed page says every missing number in words, and where the files lie."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from expectations.pages.words import chance, figure
from expectations.suites.marts.leadership import STATUSES
from orchestration import show
from orchestration.publication import publish
from orchestration.words import REASONS, missing, table
from tests.expectations import small_warehouse
from tests.orchestration.publication.conftest import judge


@pytest.fixture(scope="module")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shown")
    small_warehouse.build(home / "warehouse.duckdb")
    judge(home)
    publish(home)
    judge(home, {"passed": False, "detail": "missing records: 3 of 9"})
    publish(home)
    return home


@pytest.fixture
def page(
    published_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(published_home))
    assert show.main([]) == 0
    return capsys.readouterr().out


def line(page: str, beginning: str) -> str:
    return next(line.strip() for line in page.splitlines() if line.strip().startswith(beginning))


def test_the_longest_closed_grain_is_shown(page: str) -> None:
    assert page.splitlines()[0] == "Team outcomes as of 2026-07-06 06:00 UTC, latest closed week"
    assert line(page, "Atlas, from") == "Atlas, from 2026-06-22"


def test_a_missing_number_says_why_and_what_it_was(page: str) -> None:
    assert "too few people to show" in page
    assert "source is incomplete; was 0.25 on 2026-07-06" in page


def test_a_broken_signal_says_since_when_and_how_far_it_reaches(page: str) -> None:
    assert line(page, "github issues:") == (
        "github issues: source is incomplete since 2026-07-06 06:00; 2 metrics need it; B2 says: "
        "organisation: missing records: 3 of 9"
    )
    assert line(page, "3 of") == "3 of 4 streams are trusted."


def test_load_and_files_are_there(page: str, published_home: Path) -> None:
    assert "2.5 times a share" in line(page, "Atlas  reviews  2026-03-16")
    advice = "Atlas, reviews, two windows in a row: Check the routing."
    assert line(page, "Atlas, reviews,") == advice
    assert str(published_home / "published" / "leadership.duckdb") in page


def test_before_anything_is_published_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert show.main([]) == 1
    assert "make run" in capsys.readouterr().err


def test_a_grain_without_a_closed_period_shows_no_team(
    published_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(published_home))
    assert show.main(["--grain", "quarter"]) == 0
    assert "Atlas, from" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (3.0, "3"),
        (7.5, "7.5"),
        (0.25, "0.25"),
        (123.4, "123"),
        (12345.6, "12346"),
        (0, "0"),
    ],
)
def test_figures_have_as_many_digits_as_one_reads(value: float | None, text: str) -> None:
    assert figure(value) == text


def test_words() -> None:
    assert chance(0.0) == "< 0.001"
    assert chance(0.5) == "0.5"
    assert missing("not_reached", None, None) == "too many still open to say"
    assert (
        missing("source_stale", 2, datetime.fromisoformat("2026-07-01"))
        == "source is out of date; was 2 on 2026-07-01"
    )
    assert list(table(("a", "long"), [("wide", "")])) == ["  a     long", "  ----  ----", "  wide"]


def test_every_status_has_words() -> None:
    assert set(REASONS) | {"ok", "provisional"} == set(STATUSES)
