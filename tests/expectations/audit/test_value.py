"""Each verdict of the third question, by a small example of it."""

from __future__ import annotations

import pytest

from expectations.audit.foretelling import Foretelling
from expectations.audit.value import (
    Ranking,
    Value,
    ValueEvidence,
    answer,
    catalogue_answer,
    ranking,
)
from tests.expectations.audit.examples import RATE

PROVEN = Foretelling(72, 8, 0.4, 0.2, 0.6, held=4, tried=4)
UNPROVEN = Foretelling(72, 8, 0.05, -0.2, 0.3, held=2, tried=4)
WRONG = Foretelling(72, 8, -0.4, -0.6, -0.2, held=4, tried=4)
VALUED = [Value(f"v{place}", f"m{place}", place, 0.1 * (6 - place)) for place in range(1, 6)]


def test_green_when_it_foretells_what_was_named() -> None:
    said = answer(RATE, ValueEvidence("escaped_defects", PROVEN))
    assert (said.verdict, said.estimate, said.n, said.n_min) == ("green", 0.4, 72, 60)
    assert said.min_detectable_effect == pytest.approx(0.325, abs=5e-3)
    assert "4 of 4 quarters" in said.reason


@pytest.mark.parametrize("found", [UNPROVEN, WRONG])
def test_red_when_it_foretells_nothing_and_nobody_cites_it(found: Foretelling) -> None:
    said = answer(RATE, ValueEvidence("escaped_defects", found))
    assert (said.verdict, said.cause) == ("red", "unused")


def test_amber_when_it_is_cited_and_foretells_nothing() -> None:
    said = answer(RATE, ValueEvidence("escaped_defects", UNPROVEN, uses=["d1"]))
    assert (said.verdict, said.evidence_ids) == ("amber", ("decision:d1",))


@pytest.mark.parametrize(
    "evidence",
    [
        ValueEvidence(),
        ValueEvidence("escaped_defects", Foretelling(59, 8, 0.9, 0.8, 1.0)),
        ValueEvidence("escaped_defects", Foretelling(72, 7, 0.9, 0.8, 1.0)),
        ValueEvidence("escaped_defects", Foretelling(59, 8, 0.0, -0.2, 0.2)),
    ],
)
def test_unknown_when_too_little_is_known(evidence: ValueEvidence) -> None:
    assert answer(RATE, evidence).verdict == "unknown"


def test_amber_when_what_is_used_is_not_what_is_valued() -> None:
    values = [Value(f"v{place}", f"m{place}", place, 0.1 * place) for place in range(1, 5)]
    found = ranking([*values, Value("v5", RATE.metric_id, 5, 0.9)])
    assert found.tau == pytest.approx(-1)
    assert answer(RATE, ValueEvidence("x", PROVEN, ranking=found)).verdict == "amber"
    assert catalogue_answer(found).verdict == "amber"


def test_a_value_that_only_a_survey_speaks_for_needs_a_reason() -> None:
    found = ranking([Value("safe releases", RATE.metric_id, 1)])
    said = answer(RATE, ValueEvidence(ranking=found, accepted_reason="customers ask for it"))
    assert (said.verdict, said.cause) == ("green", "survey_only")
    assert answer(RATE, ValueEvidence(ranking=found)).verdict == "unknown"
    assert answer(RATE, ValueEvidence(accepted_reason="customers ask for it")).verdict == "unknown"


def test_the_catalogue_is_green_when_what_is_used_is_valued() -> None:
    said = catalogue_answer(ranking(VALUED))
    assert (said.verdict, said.estimate, said.n) == ("green", pytest.approx(1), 5)


def test_a_value_of_the_top_five_without_a_metric_is_a_gap() -> None:
    gap = Value("happy suppliers", None, 1.5)
    assert catalogue_answer(ranking([*VALUED, gap])).cause == "gaps"
    low = Value("low running cost", None, 9)
    assert catalogue_answer(ranking([*VALUED, low])).verdict == "green"


def test_too_few_values_are_no_ranking() -> None:
    assert catalogue_answer(ranking(VALUED[:4])).verdict == "unknown"
    assert catalogue_answer(Ranking()).verdict == "unknown"
