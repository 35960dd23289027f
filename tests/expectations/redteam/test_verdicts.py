"""No metric may inform more than its verdict allows."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from expectations import catalogue
from expectations.redteam import report, verdicts

CLASSES = verdicts.classes()
HEADER = ",".join(report.COLUMNS)


@pytest.mark.parametrize(
    ("sigma", "percent", "hidden", "sustained", "is_detected", "expected"),
    [
        (0.9, 9.0, 0.0, 2.9, False, "robust"),
        (-1.0, 0.0, 0.0, None, False, "narrow"),
        (0.1, -10.0, 0.0, None, False, "narrow"),
        (0.1, None, 0.5, None, False, "narrow"),
        (0.1, 1.0, 0.0, -3.0, False, "sustained_gameable"),
        (0.1, 1.0, 0.0, -3.0, True, "sustained_gameable_detected"),
        (None, 1.0, 0.0, None, False, "untested"),
        (None, None, 1.0, None, False, "narrow"),
    ],
)
def test_the_verdict_over_a_quarter(
    sigma: float | None,
    percent: float | None,
    hidden: float,
    sustained: float | None,
    is_detected: bool,
    expected: str,
) -> None:
    found = verdicts.of_quarter(sigma, percent, hidden, sustained, is_detected=is_detected)
    assert found == expected


def test_a_week_makes_fragile_and_never_narrow() -> None:
    assert verdicts.of_week(2.9) == "robust"
    assert verdicts.of_week(-3.0) == "fragile"
    assert verdicts.of_week(None) == "robust"


def test_the_worst_verdict_allows_least() -> None:
    assert verdicts.worst(["robust", "fragile", "sustained_gameable"]) == "sustained_gameable"
    assert verdicts.worst(["robust", "narrow"]) == "narrow"
    assert verdicts.worst([]) == "untested"
    allowed = [set(verdicts.ALLOWED[verdict]) for verdict in verdicts.VERDICTS]
    assert all(less <= more for less, more in itertools.pairwise(allowed))


def test_every_verdict_is_tried_on_every_metric() -> None:
    for meta in catalogue.metrics():
        for verdict in verdicts.VERDICTS:
            left = verdicts.eligible(meta["eligible_decisions"], verdict, CLASSES)
            assert {CLASSES[decision] for decision in left} <= set(verdicts.ALLOWED[verdict])
            assert "team self-observation" in left


def test_a_decision_without_a_class_stops() -> None:
    with pytest.raises(verdicts.DecisionError, match="`promotion` has no class"):
        verdicts.eligible(["promotion"], "robust", CLASSES)


def test_what_is_published_allows_no_more_than_the_committed_results() -> None:
    metrics = catalogue.metrics()
    found = verdicts.published(verdicts.SEEDS, metrics)
    assert found.keys() == {meta["metric_id"] for meta in metrics}
    for metric_id, standing in found.items():
        # A detector of what is sustained, and nothing else, may allow more than the name says.
        verdict = standing.verdict
        is_sustained = verdict == "sustained_gameable"
        allowed = verdicts.ALLOWED[f"{verdict}_detected" if is_sustained else verdict]
        assert {CLASSES[each] for each in standing.decisions} <= set(allowed), metric_id


def test_no_committed_row_leaves_more_than_its_own_verdict_allows() -> None:
    for row in report.read():
        verdict = row["verdict"]
        is_sustained = verdict == "sustained_gameable"
        allowed = verdicts.ALLOWED[f"{verdict}_detected" if is_sustained else verdict]
        left = filter(None, row["eligible_decisions"].split(", "))
        assert {CLASSES[decision] for decision in left} <= set(allowed), row


def _seeds(folder: Path, *rows: str) -> Path:
    (folder / "decision_classes.csv").write_text(
        (verdicts.SEEDS / "decision_classes.csv").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / verdicts.RESULTS).write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return folder


def _row(version: int, verdict: str, decisions: str, needs_collusion: str = "false") -> str:
    values = {
        "metric_id": "deploy_freq",
        "definition_version": str(version),
        "verdict": verdict,
        "eligible_decisions": decisions,
        "needs_collusion": needs_collusion,
    }
    cells = (values.get(name, "") for name in report.COLUMNS)
    return ",".join(f'"{cell}"' if ", " in cell else cell for cell in cells)


def test_another_definition_or_a_second_person_says_nothing(tmp_path: Path) -> None:
    both = "team self-observation, investment in pipelines"
    meta = {
        "metric_id": "deploy_freq",
        "definition_version": 2,
        "eligible_decisions": both.split(", "),
    }
    self_only = ("team self-observation",)
    old = _seeds(tmp_path, _row(1, "robust", both))
    assert verdicts.published(old, [meta])["deploy_freq"] == verdicts.Standing(
        "untested", self_only
    )
    present = _seeds(tmp_path, _row(2, "robust", both), _row(2, "narrow", self_only[0], "true"))
    assert verdicts.published(present, [meta])["deploy_freq"] == verdicts.Standing(
        "robust", tuple(both.split(", "))
    )
    mixed = _seeds(tmp_path, _row(2, "robust", both), _row(2, "fragile", self_only[0]))
    assert verdicts.published(mixed, [meta])["deploy_freq"] == verdicts.Standing(
        "fragile", self_only
    )


def test_every_metric_has_a_committed_row_of_its_present_definition() -> None:
    versions = {meta["metric_id"]: str(meta["definition_version"]) for meta in catalogue.metrics()}
    rows = {(row["metric_id"], row["definition_version"]) for row in report.read()}
    assert set(versions.items()) <= rows


def test_the_classes_are_known() -> None:
    with (verdicts.SEEDS / "decision_classes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    every = set(verdicts.ALLOWED["robust"])
    assert {row["decision_class"] for row in rows} <= every
    assert len({row["decision"] for row in rows}) == len(rows)
