"""Every detector there is, read from its two files and checked.

Belongs here: reading `dNN_<slug>.sql` with its yml, clear errors, whether a detector is shipped.
Does not belong here: running them (`runner.py`), how their rates were measured (the laboratory).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
MEASURED = FOLDER / "measured.yml"
FILE = re.compile(r"d(\d{2})_[a-z0-9_]+")
PARAMETER = re.compile(r"\$([a-z_0-9]+)")
COMMENT = re.compile(r"--[^\n]*")
GRAINS = ("team", "organisation", "team_and_organisation")
WINDOW_NAMES = ("quarter", "six_weeks")
REQUIRED = (
    "detector_id",
    "name",
    "signal",
    "metrics",
    "grain",
    "windows",
    "min_n",
    "thresholds",
    "expected_counter",
    "benign",
    "dose",
)
OPTIONAL = ("measure", "counter", "min_people", "prorated", "notes")
# What an answer, or how it was measured, depends on.
DECIDING = (
    "grain", "windows", "min_n", "min_people", "prorated", "thresholds", "dose",
)  # fmt: skip
DOSE = ("attack", "size", "people", "weeks")
# What a detector has to reach to be shown, on seeds that its thresholds were not chosen with.
MOST_FALSE_ALARMS = 0.005
MOST_HONEST_CHANGE = 0.05
LEAST_RECALL = 0.8


class DetectorError(Exception):
    """A detector's files that cannot be used; says file, key, what was expected and what to do."""


@dataclass(frozen=True)
class Measured:
    """What the laboratory found about a detector; a rate is None where nothing was measured.

    Attributes:
        fingerprint: Of what was measured.
        false_alarm_rate: Questions per honest team-quarter.
        false_alarm_upper: The upper 95 % limit of it.
        honest_change_rate: Questions per team-quarter in which the work changed honestly.
        recall: Share of planted episodes of the registered dose that were asked about.
    """

    fingerprint: str
    false_alarm_rate: float | None = None
    false_alarm_upper: float | None = None
    honest_change_rate: float | None = None
    recall: float | None = None

    def misses(self) -> list[str]:
        """The gates that do not hold, in words."""
        gates = (
            ("false alarms", self.false_alarm_rate, 0.0, MOST_FALSE_ALARMS),
            ("alarms at honest change", self.honest_change_rate, 0.0, MOST_HONEST_CHANGE),
            ("recall", self.recall, LEAST_RECALL, 1.0),
        )
        return [
            f"{name}: {'not measured' if rate is None else f'{rate:.3g}'}"
            for name, rate, low, high in gates
            if rate is None or not low <= rate <= high
        ]


@dataclass(frozen=True)
class Detector:
    """One detector.

    Attributes:
        detector_id: D1 to D30.
        name: Of what would have happened to the signal.
        signal: The signal in words.
        measure: What `before` and `after` are, in words; the signal itself if nothing else is said.
        counter: The same of `counter_before` and `counter_after`.
        metrics: The metrics that rest on the signal, the main one first.
        grain: `team`, `organisation`, or `team_and_organisation`: two kinds of rows.
        windows: Names of the windows it looks at.
        min_n: Least n in the quarter window.
        min_people: Least people on the roster in the median week.
        is_prorated: Whether the six weeks need only their part of `min_n`.
        thresholds: What its SQL binds.
        expected_counter: What would have moved too if the work had changed.
        benign: Stories that explain the move.
        dose: The planted episode that recall is measured with.
        notes: What the sources cannot tell, and what is done instead.
        sql: Its query.
        fingerprint: Of its query and of what decides in its yml; words may change.
        measured: What the laboratory found, whatever files it found it with.
    """

    detector_id: str
    name: str
    signal: str
    measure: str
    counter: str
    metrics: tuple[str, ...]
    grain: str
    windows: tuple[str, ...]
    min_n: int
    min_people: int
    is_prorated: bool
    thresholds: Mapping[str, float]
    expected_counter: str
    benign: tuple[str, ...]
    dose: Mapping[str, Any]
    notes: str
    sql: str
    fingerprint: str
    measured: Measured | None = field(default=None)

    @property
    def number(self) -> int:
        """Its place among all detectors."""
        return int(self.detector_id[1:])

    @cached_property
    def misses(self) -> list[str]:
        """Why it is experimental; empty if it is shipped."""
        if self.measured is None:
            return ["not measured yet"]
        if self.measured.fingerprint != self.fingerprint:
            return ["changed since it was measured"]
        return self.measured.misses()

    @property
    def state(self) -> str:
        """`shipped` only if measured as it is and every gate holds, else `experimental`."""
        return "experimental" if self.misses else "shipped"


def detectors(folder: Path = FOLDER, measured: Path | None = None) -> list[Detector]:
    """Every detector, by number.

    Args:
        folder: Where their files are.
        measured: What the laboratory wrote; `measured.yml` of the folder if None.

    Raises:
        DetectorError: Files are missing, incomplete or contradict each other.
    """
    rates = _measured(measured or folder / MEASURED.name)
    found = [_read(sql, rates) for sql in sorted(folder.glob("d[0-9][0-9]_*.sql"))]
    for path in sorted(folder.glob("d[0-9][0-9]_*.yml")):
        if not path.with_suffix(".sql").is_file():
            raise DetectorError(f"{path.name}: write {path.stem}.sql beside it.")
    return sorted(found, key=lambda detector: detector.number)


def _measured(path: Path) -> dict[str, Measured]:
    if not path.is_file():
        return {}
    written = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}
    names = Measured.__dataclass_fields__
    return {
        detector_id: Measured(**{name: rates[name] for name in names if name in rates})
        for detector_id, rates in written.items()
    }


def _read(path: Path, rates: Mapping[str, Measured]) -> Detector:
    yml = path.with_suffix(".yml")
    if not yml.is_file():
        raise DetectorError(f"{path.name}: write {yml.name} beside it.")
    sql, text = path.read_text(encoding="utf-8"), yml.read_text(encoding="utf-8")
    meta = yaml.load(text, yaml.CSafeLoader)
    _check(meta, yml, sql)
    return Detector(
        detector_id=meta["detector_id"],
        name=meta["name"],
        signal=meta["signal"],
        measure=meta.get("measure", meta["signal"]),
        counter=meta.get("counter", "the counter-move"),
        metrics=tuple(meta["metrics"]),
        grain=meta["grain"],
        windows=tuple(meta["windows"]),
        min_n=meta["min_n"],
        min_people=meta.get("min_people", 5),
        is_prorated=meta.get("prorated", True),
        thresholds=meta["thresholds"],
        expected_counter=meta["expected_counter"],
        benign=tuple(meta["benign"]),
        dose=meta["dose"],
        notes=meta.get("notes", ""),
        sql=sql,
        fingerprint=_fingerprint(sql, meta),
        measured=rates.get(meta["detector_id"]),
    )


def _fingerprint(sql: str, meta: Mapping[str, Any]) -> str:
    """Changes when anything changes that an answer or its measurement depends on."""
    decides = json.dumps({key: meta[key] for key in DECIDING if key in meta}, sort_keys=True)
    return hashlib.sha256(f"{sql}\n{decides}".encode()).hexdigest()[:16]


def _check(meta: Any, path: Path, sql: str) -> None:
    """Refuse what cannot be used."""
    if not isinstance(meta, dict):
        raise DetectorError(f"{path.name}: is empty; copy the shape of a neighbour.")
    missing = [key for key in REQUIRED if key not in meta]
    unknown = [key for key in meta if key not in (*REQUIRED, *OPTIONAL)]
    if missing or unknown:
        raise DetectorError(
            f"{path.name}: lacks {missing or 'nothing'}, does not know {unknown or 'nothing'}."
        )
    number = FILE.fullmatch(path.stem)
    if not number or meta["detector_id"] != f"D{int(number[1])}":
        raise DetectorError(f"{path.name}: detector_id {meta['detector_id']} is not its file's.")
    _expect(path, "grain", [meta["grain"]], GRAINS)
    _expect(path, "windows", meta["windows"], WINDOW_NAMES)
    _expect(path, "dose", meta["dose"], DOSE)
    if not meta["benign"] or not isinstance(meta["benign"], list):
        raise DetectorError(f"{path.name}: benign: name at least one story that explains the move.")
    bound = set(PARAMETER.findall(COMMENT.sub("", sql)))
    if bound != set(meta["thresholds"]):
        raise DetectorError(
            f"{path.name}: thresholds {sorted(meta['thresholds'])} are not what "
            f"{path.stem}.sql binds: {sorted(bound)}."
        )


def _expect(path: Path, key: str, found: Sequence[str], allowed: Sequence[str]) -> None:
    wrong = [name for name in found if name not in allowed]
    if wrong or not found:
        raise DetectorError(f"{path.name}: {key}: {wrong or 'nothing'} is none of {list(allowed)}.")
