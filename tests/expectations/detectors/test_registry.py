"""Every detector is there and complete; what cannot be used is refused with a remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from expectations import catalogue
from expectations.detectors import page, registry, wording
from expectations.detectors.registry import DetectorError, Measured, detectors

ALL = detectors()
STEM = "d05_fast_silent_approvals"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good detector."""
    for suffix in (".sql", ".yml"):
        shutil.copy(registry.FOLDER / f"{STEM}{suffix}", tmp_path)
    return tmp_path


def spoil(folder: Path, **keys: object) -> None:
    path = folder / f"{STEM}.yml"
    meta = yaml.safe_load(path.read_text()) | keys
    kept = {key: value for key, value in meta.items() if value is not None}
    path.write_text(yaml.safe_dump(kept))


def test_all_thirty_are_there() -> None:
    assert [detector.detector_id for detector in ALL] == [f"D{n}" for n in range(1, 31)]


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.detector_id)
def test_its_words_question_a_signal_and_nobody(detector: registry.Detector) -> None:
    assert wording.faults(wording.words_of(detector)) == []
    seen = wording.Seen("quarter", 50, 0.1, 0.25, None, 3.0)
    text = wording.question(detector, seen, ["review routing"])
    assert text.startswith("The ")
    assert " signal may no longer mean what it did." in text
    assert detector.benign[0] in text


@pytest.mark.parametrize("detector", ALL, ids=lambda detector: detector.detector_id)
def test_its_metrics_are_of_the_catalogue(detector: registry.Detector) -> None:
    known = {metric["metric_id"] for metric in catalogue.metrics()}
    assert set(detector.metrics) <= known
    assert detector.state in {"shipped", "experimental"}


def test_a_good_detector_is_read(folder: Path) -> None:
    (detector,) = detectors(folder)
    assert (detector.number, detector.min_n, detector.thresholds["share"]) == (5, 60, 0.10)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"benign": None}, "lacks \\['benign'\\]"),
        ({"benign": []}, "at least one story"),
        ({"colour": "red"}, "does not know \\['colour'\\]"),
        ({"detector_id": "D6"}, "is not its file's"),
        ({"grain": "person"}, "grain: \\['person'\\] is none of"),
        ({"windows": ["year"]}, "windows: \\['year'\\] is none of"),
        ({"thresholds": {"p": 0.005}}, "are not what d05_fast_silent_approvals.sql binds"),
    ],
)
def test_what_cannot_be_used_is_refused(folder: Path, keys: dict[str, object], said: str) -> None:
    spoil(folder, **keys)
    with pytest.raises(DetectorError, match=said):
        detectors(folder)


@pytest.mark.parametrize("missing", [".sql", ".yml"])
def test_a_detector_is_two_files(folder: Path, missing: str) -> None:
    (folder / f"{STEM}{missing}").unlink()
    with pytest.raises(DetectorError, match=f"write {STEM}{missing} beside it"):
        detectors(folder)


GOOD = {"false_alarm_rate": 0.001, "honest_change_rate": 0.02, "recall": 0.9}


@pytest.mark.parametrize(
    ("rates", "misses"),
    [
        (GOOD, []),
        (GOOD | {"false_alarm_rate": 0.006}, ["false alarms: 0.006"]),
        (GOOD | {"honest_change_rate": 0.06}, ["alarms at honest change: 0.06"]),
        (GOOD | {"recall": 0.79}, ["recall: 0.79"]),
        (GOOD | {"recall": None}, ["recall: not measured"]),
    ],
)
def test_one_ships_only_if_every_gate_holds(
    folder: Path, rates: dict[str, float | None], misses: list[str]
) -> None:
    fingerprint = detectors(folder)[0].fingerprint
    measured = {"D5": {"fingerprint": fingerprint, "seed": 1, **rates}}
    (folder / "measured.yml").write_text(yaml.safe_dump(measured))
    (detector,) = detectors(folder)
    assert detector.misses == misses
    assert detector.state == ("experimental" if misses else "shipped")


def test_what_changed_since_it_was_measured_is_experimental(folder: Path) -> None:
    measured = {"D5": {"fingerprint": detectors(folder)[0].fingerprint, **GOOD}}
    (folder / "measured.yml").write_text(yaml.safe_dump(measured))
    spoil(folder, min_n=61)
    assert detectors(folder)[0].misses == ["changed since it was measured"]


def test_words_may_change_after_the_measurement(folder: Path) -> None:
    measured = {"D5": {"fingerprint": detectors(folder)[0].fingerprint, **GOOD}}
    (folder / "measured.yml").write_text(yaml.safe_dump(measured))
    spoil(folder, benign=["another story"])
    assert detectors(folder)[0].state == "shipped"


def test_nothing_measured_is_no_rate_of_zero() -> None:
    assert len(Measured("f").misses()) == 3


def test_the_page_says_what_the_files_say() -> None:
    assert not page.is_stale(), "python -m expectations.detectors --write-page"
