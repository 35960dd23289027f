"""Each verdict of the first question, by a small example of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expectations.audit.gaming import Finding, GamingEvidence, Use, answer
from tests.expectations.audit.examples import RATE

CALM = GamingEvidence(eligible_teams=10, testable_teams=6, weakest_dose=1.5)
ASKED = Finding("f1", "D1", "atlas", q_bh=0.05)


def test_green_says_what_would_have_been_seen() -> None:
    said = answer(RATE, CALM)
    assert (said.verdict, said.estimate, said.n, said.n_min) == ("green", 0.0, 6, 6)
    assert said.ci_hi == pytest.approx(0.2775, abs=1e-3)
    assert said.min_detectable_effect == 1.5
    assert "1.5 times" in said.power_statement
    assert "80 of 100" in said.power_statement


def test_unknown_when_too_few_teams_could_be_tested() -> None:
    said = answer(RATE, replace(CALM, testable_teams=5))
    assert said.verdict == "unknown"
    assert "5 of 10 teams" in said.reason


@pytest.mark.parametrize("teams", [0, 3])
def test_nothing_tested_is_never_green(teams: int) -> None:
    said = answer(RATE, GamingEvidence(eligible_teams=teams, testable_teams=0))
    assert said.verdict == "unknown"
    assert "Nothing would have been seen" in said.power_statement


def test_amber_for_one_question() -> None:
    said = answer(RATE, replace(CALM, findings=[ASKED]))
    assert (said.verdict, said.estimate, said.q_bh) == ("amber", 0.1, 0.05)
    assert said.evidence_ids == ("finding:f1",)


def test_amber_for_three_restatements() -> None:
    restated = ["restatement:a", "restatement:b", "restatement:c"]
    assert answer(RATE, replace(CALM, restatements=restated)).verdict == "amber"
    assert answer(RATE, replace(CALM, restatements=restated[:2])).verdict == "green"


def test_red_for_a_fifth_of_the_teams() -> None:
    said = answer(RATE, replace(CALM, findings=[ASKED, replace(ASKED, team_id="beacon")]))
    assert said.verdict == "red"
    assert "2 of 10 teams" in said.reason


def test_red_for_a_question_that_stands_for_two_quarters() -> None:
    lasting = replace(ASKED, quarters_in_a_row=2)
    said = answer(RATE, replace(CALM, eligible_teams=100, testable_teams=90, findings=[lasting]))
    assert (said.verdict, said.cause) == ("red", "lasting")


def test_red_for_a_decision_its_verdict_forbids() -> None:
    said = answer(RATE, replace(CALM, uses=[Use("d1", "bonus"), Use("d2", "release safety")]))
    assert (said.verdict, said.evidence_ids) == ("red", ("decision:d1",))


def test_what_is_found_is_told_however_little_could_be_tested() -> None:
    assert answer(RATE, replace(CALM, testable_teams=1, findings=[ASKED])).verdict == "amber"


@pytest.mark.parametrize(
    "finding",
    [
        replace(ASKED, state="experimental"),
        replace(ASKED, is_explained=True),
        replace(ASKED, q_bh=0.11),
        replace(ASKED, resolution="explained_change"),
        replace(ASKED, resolution="false_alarm"),
    ],
)
def test_what_is_explained_or_unproven_counts_for_nothing(finding: Finding) -> None:
    assert answer(RATE, replace(CALM, findings=[finding])).verdict == "green"


@pytest.mark.parametrize(
    "finding", [replace(ASKED, q_bh=None), replace(ASKED, resolution="unknown")]
)
def test_a_rule_without_p_and_an_unknown_cause_stay_open(finding: Finding) -> None:
    assert answer(RATE, replace(CALM, findings=[finding])).verdict == "amber"


def test_no_answer_names_a_team() -> None:
    said = answer(RATE, replace(CALM, findings=[ASKED], uses=[Use("d", "bonus")]))
    assert "atlas" not in said.reason + said.power_statement
