"""What the report says of findings, and that none of its own words accuses anybody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from expectations.audit.gathering import OUTCOMES
from expectations.audit.plots import TONES, valued_and_used, verdicts
from expectations.audit.report import TEMPLATES, signal_questions
from expectations.audit.value import Value, ranking
from expectations.catalogue import metrics
from expectations.detectors.wording import ACCUSING

FOLDER = Path(TEMPLATES).parent


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "detector_id": "D6",
        "signal": "number of deployments",
        "metric_id": "deploy_freq",
        "team_id": "atlas",
        "state": "shipped",
        "is_explained": False,
        "resolution": None,
        "quarters_in_a_row": 1,
        "expected_counter": "more changes",
        **changes,
    }


def test_questions_are_told_by_signal_with_a_count_of_teams() -> None:
    [row] = signal_questions(
        [
            finding(),
            finding(team_id="beacon", quarters_in_a_row=2),
            finding(team_id="comet", resolution="data_fix"),
            finding(team_id="delta", state="experimental"),
            finding(team_id="echo", is_explained=True),
        ]
    )
    assert (row["n_teams"], row["n_open"], row["longest"]) == (3, 2, 2)
    assert row["resolutions"] == ["data_fix"]
    assert "atlas" not in str(row)


def test_moves_that_explain_themselves_are_told_apart() -> None:
    [row] = signal_questions([finding(), finding(is_explained=True)], explained=True)
    assert row["n_teams"] == 1


def test_the_report_accuses_nobody() -> None:
    words = re.sub(r"\{[{%].*?[%}]\}", " ", (TEMPLATES / "report.html").read_text())
    # A move may explain itself; nobody is meant.
    assert set(ACCUSING.findall(words)) <= {"themselves"}
    for module in ("gaming", "behaviour", "value", "proposals"):
        text = (FOLDER / f"{module}.py").read_text()
        said = " ".join(re.findall(r'f?"([^"\n]{12,})"', text))
        assert ACCUSING.findall(said) == [], module


def test_every_outcome_is_of_the_catalogue_and_named_beforehand() -> None:
    named = yaml.safe_load(OUTCOMES.read_text())
    known = {metric["metric_id"] for metric in metrics()}
    assert {*named, *named.values()} <= known
    assert all(metric != outcome for metric, outcome in named.items())


def test_a_plot_of_nothing_is_none() -> None:
    assert verdicts([]) is None
    assert valued_and_used(ranking([])) is None


def test_a_plot_escapes_what_people_wrote() -> None:
    drawn = valued_and_used(ranking([Value("<b>x</b>", None, 1.0), Value("y", "m", 2.0, 0.5)]))
    assert drawn is not None
    assert "<b>" not in drawn


@pytest.mark.parametrize("verdict", ["red", "amber", "unknown", "green"])
def test_no_verdict_is_pure_red_or_green(verdict: str) -> None:
    tone = TONES[verdict]  # type: ignore[index]
    red, green, blue = (int(tone[place : place + 2], 16) for place in (1, 3, 5))
    assert not green > 2 * max(red, blue)
    assert not red > 8 * max(green, blue, 1)
