"""A message that would name a person or compare teams is not sent, and that is said."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from expectations.detectors import wording
from expectations.detectors.registry import detectors
from orchestration.alerts.alert import AUDIT, CLOSED, ENGINEERS, FAILURE, LEADERS, QUESTION, team
from orchestration.alerts.withheld import Names, checked, faults, names
from tests.expectations import small_warehouse
from tests.orchestration import small_home
from tests.orchestration.alerts.conftest import alert

KNOWN = Names(
    frozenset({"ada-lovelace", "p-17", "augusta ada king"}),
    {"atlas": "atlas", "team b": "borealis", "borealis": "borealis", "review": "review"},
    frozenset({"review"}),
)
PERSON, TEAMS = "would name a person", "would set a team beside others"


def found(text: str, kind: str = FAILURE, audience: str = ENGINEERS) -> list[str]:
    return list(faults(alert(0, text, kind, audience), KNOWN))


@pytest.mark.parametrize(
    "text",
    [
        "asked by Ada-Lovelace.",
        "row of P-17",
        "by Augusta Ada King, today",
        "write to ada@example.org",
        "see @ada",
        "person_17 is missing",
        "account 5b10ac8d82e05b22cc7d4ef55b10ac8d",
    ],
)
def test_a_person_is_named(text: str) -> None:
    assert found(text) == [PERSON]


@pytest.mark.parametrize(
    "text",
    [
        "github: no answer in 5 attempts",
        "cannot clone git@host.example:harbour/checkout",
        "ssh://git@host.example/harbour.git is not there",
        "harbour/lovelace-tools",
        "p-170 rows",
        "the review of everything",
    ],
)
def test_a_thing_is_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "audience"),
    [
        ("Atlas 3 days, Borealis 9 days", FAILURE, ENGINEERS),
        ("Borealis has the highest value", CLOSED, ENGINEERS),
        ("the worst of atlas", CLOSED, ENGINEERS),
        ("Of Atlas", QUESTION, LEADERS),
        ("Atlas before Team B", FAILURE, ENGINEERS),
        ("An action of borealis", AUDIT, LEADERS),
        ("like that of Borealis", QUESTION, team("atlas")),
    ],
)
def test_teams_are_compared(text: str, kind: str, audience: str) -> None:
    assert found(text, kind, audience) == [TEAMS]


@pytest.mark.parametrize(
    ("text", "kind", "audience"),
    [
        ("team Borealis is called Team B", FAILURE, ENGINEERS),
        ("organisation.yml: team Atlas has no calendar", FAILURE, ENGINEERS),
        ("team/atlas, team/borealis: refused", CLOSED, ENGINEERS),
        ("the signal of Atlas moved", QUESTION, team("atlas")),
        ("the highest percentile is not known yet", CLOSED, ENGINEERS),
    ],
)
def test_one_team_that_something_concerns_may_be_named(text: str, kind: str, audience: str) -> None:
    assert found(text, kind, audience) == []


def test_a_question_that_accuses_is_not_sent() -> None:
    assert found("somebody cheated", QUESTION, team("atlas")) == ["accuse"]
    assert found("GitHub's abuse detection said no", FAILURE) == []


def test_what_is_withheld_is_still_told(caplog: pytest.LogCaptureFixture) -> None:
    said = replace(alert(0, "Ada-Lovelace broke it"), facts={"subject": "github issues"})
    with caplog.at_level(logging.WARNING):
        sent = checked(said, KNOWN)
    assert (sent.alert_id, sent.title) == (said.alert_id, said.title)
    assert sent.words == (
        "Its words are withheld: they would name a person. They are in the log of the run."
    )
    assert "would name a person" in caplog.text
    assert "lovelace" not in f"{sent} {caplog.text}".lower()
    titled = checked(replace(said, title="Ada-Lovelace"), KNOWN)
    assert titled.title == "Runs that failed: one"
    fine = alert(0, "Fine")
    assert checked(fine, KNOWN) is fine


def test_every_question_of_every_detector_may_be_sent(tmp_path: Path) -> None:
    # Teams called by words that detectors use themselves.
    teams = {name: name for name in ("atlas", "delivery", "review", "coverage")}
    known = replace(names(tmp_path, teams), people=KNOWN.people)
    for detector in detectors():
        seen = wording.Seen("quarter", 40, 1.0, 2.0, 3.0, 4.0)
        text = wording.question(detector, seen, ["planning"])
        asked = replace(alert(0, text, QUESTION, team("cedar")), title="A question")
        assert list(faults(asked, known)) == []


def test_who_is_known_comes_from_the_warehouse_or_from_what_was_landed(tmp_path: Path) -> None:
    small_home.build(tmp_path / "landed")
    (tmp_path / "landed" / "warehouse.duckdb").unlink()
    landed = names(tmp_path / "landed", {"atlas": "atlas"})
    assert small_home.ADA in landed.people
    assert small_home.ADA_ON_GITHUB.lower() in landed.people
    (tmp_path / "built").mkdir()
    small_warehouse.build(tmp_path / "built" / "warehouse.duckdb")
    built = names(tmp_path / "built", {"atlas": "atlas"})
    assert {"p-ada", "ada-codes", "cleo"} <= built.people
    assert "atlas" not in built.people
    assert names(tmp_path / "nothing", {}).people == frozenset()
