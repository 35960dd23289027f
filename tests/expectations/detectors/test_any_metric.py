"""A detector that looks at any metric asks about each of a team's metrics for itself."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np
import pytest
from scipy import stats

from expectations.detectors import statistics
from expectations.detectors.questions import Context, asked
from expectations.detectors.warehouse import one_a_team
from tests.expectations.detectors.later_worlds import WORLDS
from tests.expectations.detectors.worlds import answers, detector

DIVERGENCE = detector("D30")
CONTEXT = Context([DIVERGENCE], {"a": ["improvement planning"]}, {})


def test_the_question_names_the_metric_and_its_decisions() -> None:
    found = asked(answers("D30", {"north": WORLDS["D30"].moved})["north"], CONTEXT)
    (question,) = (question for question in found if not question.is_explained)
    assert question.finding_id == "D30-2026Q2-north-a"
    assert question.metric_id == "a"
    assert "pair of a metric of a signal" in question.text
    assert "unreliable for improvement planning" in question.text


def test_two_metrics_are_two_questions_and_persist_apart() -> None:
    (first,) = (
        answer for answer in answers("D30", {"north": WORLDS["D30"].moved})["north"] if answer.asks
    )
    both = [first, replace(first, metric_id="c")]
    found = asked(both, CONTEXT)
    assert {question.metric_id for question in found} == {"a", "c"}
    later = [replace(answer, quarter="2026Q3") for answer in both]
    again = asked(later, CONTEXT, [q for q in found if q.metric_id == "a"])
    assert {q.metric_id: q.quarters_in_a_row for q in again} == {"a": 2, "c": 1}


def test_a_team_and_window_have_one_result() -> None:
    found = answers("D30", {"north": WORLDS["D30"].moved})["north"]
    assert len(found) == 2
    (kept,) = one_a_team(found)
    assert kept.asks
    assert kept.metric_id == "a"


def test_a_smaller_variance_has_the_chance_of_f() -> None:
    with duckdb.connect() as connection:
        statistics.register(connection)
        (found,) = connection.execute("select variance_less(0.2, 7, 0.8, 20)").fetchone() or ()
        (unknown,) = connection.execute("select variance_less(0.2, 0, 0.8, 20)").fetchone() or ()
        (least,) = connection.execute("select normal_equivalent(1)").fetchone() or ()
    assert found == pytest.approx(stats.f.cdf(0.25, 7, 20))
    assert unknown is None
    assert np.isfinite(least)
