"""A sample of the study, and that what it wrote is of the detectors as they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from bench.evaluation.__main__ import finish
from bench.evaluation.gates import rates
from bench.evaluation.measuring import measure
from bench.evaluation.organisation import organisation
from bench.evaluation.rates import Tally, total
from bench.evaluation.rounds import known, planted, registered, still
from bench.evaluation.study import SAMPLE, TUNING_SEED, Study, run
from bench.evaluation.written import write
from tests.browser import chromium
from tests.browser.visiting import Visitor

STRONG = ("D2", "D8", "D16")


@pytest.fixture(scope="module")
def sample() -> Study:
    return run(STRONG, SAMPLE, TUNING_SEED, workers=0)


def test_an_honest_organisation_is_hardly_asked_anything() -> None:
    answers = measure(organisation(2), list(known().values()))
    assert {answer.detector_id for answer in answers} == set(known())
    teams = [answer for answer in answers if answer.team_id != "organisation"]
    asked = Tally.of(teams)
    assert asked.testable > len(teams) / 2
    assert asked.asked <= len(teams) / 100


@pytest.mark.parametrize("name", STRONG)
def test_a_strong_detector_finds_what_is_planted(name: str) -> None:
    dose = registered(known()[name])
    found = planted(7, name, [(dose, 4)])
    seen = total(found.values())
    assert seen.testable >= 9
    assert seen.asked >= 0.8 * seen.testable


def test_the_same_seed_is_answered_the_same() -> None:
    assert still(3, ("D2",)) == still(3, ("D2",))


def test_doses_rise_and_who_takes_part_counts(sample: Study) -> None:
    score, dose = sample.scores["D2"], registered(known()["D2"])
    weakest = type(dose)("solo", 1, 1.25)
    assert (score.recall(weakest).rate or 0) < (score.recall(dose).rate or 0)
    assert score.still.asked <= score.still.testable / 50


def test_usual_monitors_are_asked_the_same(sample: Study) -> None:
    assert sample.scores["D2 3 sigma"].still.testable == sample.scores["D2"].still.testable
    assert sample.scores["D2 3 sigma"].still.asked > sample.scores["D2"].still.asked


def test_figures_are_kept_as_json_and_as_a_page(sample: Study, tmp_path: Path) -> None:
    finish(sample, tmp_path, write=False)
    kept = json.loads((tmp_path / "evaluation.json").read_text())
    assert kept["detectors"]["D2"]["still"]["testable"] == sample.scores["D2"].still.testable
    page = (tmp_path / "evaluation.html").read_text()
    assert page.count("<svg") == 5
    assert "<script" not in page


def test_the_page_is_right_in_a_browser(
    sample: Study, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    finish(sample, tmp_path, write=False)
    with (
        chromium.started(tmp_path_factory.mktemp("chromium")) as browser,
        Visitor(browser, tmp_path) as visitor,
    ):
        assert visitor.visit(tmp_path / "evaluation.html") == {}


def test_what_is_written_is_what_the_registry_reads(sample: Study, tmp_path: Path) -> None:
    found = [rates(name, sample.scores[name]) for name in STRONG]
    write(found, sample, date(2026, 11, 30), tmp_path / "measured.yml")
    rows = yaml.safe_load((tmp_path / "measured.yml").read_text())
    assert rows["D2"]["fingerprint"] == known()["D2"].fingerprint
    assert rows["D2"]["recall"] == pytest.approx(found[0].recall.rate, abs=1e-4)
    assert rows["D2"]["n_team_quarters"] == sample.scores["D2"].still.testable


def test_every_detector_was_measured_as_it_is() -> None:
    changed = [
        name
        for name, detector in known().items()
        if detector.measured is None or detector.measured.fingerprint != detector.fingerprint
    ]
    assert not changed, (
        f"{', '.join(changed)} changed since they were measured and count as experimental: "
        "run `make evaluate OPTIONS=--write`."
    )
