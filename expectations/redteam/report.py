"""What the red team found, as rows of the seed, as a page, and in a few lines.

Belongs here: judging shifts row by row, and the files written. Does not belong here: measuring
(`measure.py`), and the rules of judgement (`verdicts.py`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from expectations.redteam import verdicts
from expectations.redteam.attacks import Attack
from expectations.redteam.detected import SEEN_SHARE
from expectations.redteam.measure import NAIVE
from expectations.redteam.naive import Naive
from expectations.redteam.shifts import Shift

SEED = verdicts.SEEDS / verdicts.RESULTS
COLUMNS = (
    "metric_id",
    "definition_version",
    "attack_id",
    "team_size_band",
    "grain",
    "shift_sigma",
    "shift_pct",
    "ci_lo",
    "ci_hi",
    "sustained_sigma",
    "needs_collusion",
    "verdict",
    "eligible_decisions",
    "run_at",
    "seed",
)
DETECTED = "_detected"

Row = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What is judged: a metric, or a naive definition.

    Attributes:
        direction: up, down or none: a shift the other way wins nothing.
        version: Of the metric's definition.
        decisions: What its yml claims.
    """

    direction: str
    version: int = 1
    decisions: tuple[str, ...] = ()


def subjects(catalogue: Iterable[Mapping[str, Any]], naive: Iterable[Naive]) -> dict[str, Subject]:
    """Every metric, and every naive definition as `naive:<id>`."""
    found = {
        str(meta["metric_id"]): Subject(
            meta["direction"], meta["definition_version"], tuple(meta["eligible_decisions"])
        )
        for meta in catalogue
    }
    return found | {NAIVE + each.naive_id: Subject(each.direction) for each in naive}


def gain(value: float | None, direction: str) -> float | None:
    """What of a shift an attacker wants; where no way is better any shift."""
    if value is None:
        return None
    if direction == "none":
        return abs(value)
    return max(value if direction == "up" else -value, 0.0)


def verdict(shift: Shift, direction: str) -> str:
    """What follows from one shift."""
    sigma = gain(shift.sigma, direction)
    if shift.grain == "week":
        return verdicts.of_week(sigma)
    return verdicts.of_quarter(
        sigma,
        gain(shift.percent, direction),
        shift.hidden,
        gain(shift.sustained_sigma, direction),
        is_detected=shift.seen >= SEEN_SHARE,
    )


def rows(
    found: Iterable[tuple[Attack, Shift]],
    known: Mapping[str, Subject],
    seed: int,
    run_at: datetime,
) -> list[Row]:
    """One row per subject, attack, team size and grain; one that says untested where there is none.

    Raises:
        DecisionError: A metric claims a decision without a class.
    """
    classes = verdicts.classes()
    stamp = run_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    made = [
        _told(attack, shift, known[shift.metric_id], classes)
        for attack, shift in found
        if shift.grain != "week" or shift.sigma is not None
    ]
    solo = {row["metric_id"] for row in made if not row["needs_collusion"]}
    nothing = {"attack_id": "none", "team_size_band": "all", "grain": "quarter"}
    made += [
        _row(name, subject, "untested", classes) | nothing | {"needs_collusion": False}
        for name, subject in known.items()
        if name not in solo
    ]
    order = ("metric_id", "attack_id", "team_size_band", "grain")
    return [
        row | {"run_at": stamp, "seed": seed}
        for row in sorted(made, key=lambda row: [str(row[name]) for name in order])
    ]


def _told(
    attack: Attack,
    shift: Shift,
    subject: Subject,
    classes: dict[str, str],
) -> Row:
    """The row of one shift."""
    judged = verdict(shift, subject.direction)
    return _row(shift.metric_id, subject, judged, classes) | {
        "attack_id": attack.attack_id,
        "team_size_band": str(shift.band),
        "grain": shift.grain,
        "shift_sigma": shift.sigma,
        "shift_pct": shift.percent,
        "ci_lo": shift.low,
        "ci_hi": shift.high,
        "sustained_sigma": shift.sustained_sigma,
        "needs_collusion": attack.needs_collusion,
        "gained": _gained(shift, subject.direction),
    }


def _gained(shift: Shift, direction: str) -> float:
    """How much of a shift the attacker wants, by the measure in which it is largest."""
    found = (shift.sigma, (shift.percent or 0.0) / 10, shift.sustained_sigma)
    return max(gain(value, direction) or 0.0 for value in found)


def _row(name: str, subject: Subject, judged: str, classes: dict[str, str]) -> Row:
    return {
        "metric_id": name,
        "definition_version": subject.version,
        "verdict": judged.removesuffix(DETECTED),
        "eligible_decisions": ", ".join(verdicts.eligible(subject.decisions, judged, classes)),
    }


def write(made: Iterable[Row], path: Path = SEED) -> None:
    """Write the seed: metrics only, numbers to three digits."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: _written(row.get(name)) for name in COLUMNS}
            for row in made
            if not row["metric_id"].startswith(NAIVE)
        )


def read(path: Path = SEED) -> list[dict[str, str]]:
    """The rows of the seed as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.3f}" if isinstance(value, float) else value


def worst(made: Iterable[Row]) -> dict[str, str]:
    """The verdict of each subject over all attacks by one person."""
    each: dict[str, list[str]] = {}
    for row in made:
        if str(row["needs_collusion"]).lower() != "true":
            each.setdefault(str(row["metric_id"]), []).append(str(row["verdict"]))
    return {name: verdicts.worst(found) for name, found in each.items()}


def share_narrow(judged: Mapping[str, str]) -> tuple[int, int]:
    """How many are narrow or untested, and of how many."""
    return sum(found in ("narrow", "untested") for found in judged.values()), len(judged)


def of_naive_form(
    made: Iterable[Row], attacks: Iterable[Attack], naive: Sequence[Naive]
) -> tuple[dict[str, str], dict[str, str]]:
    """Verdicts by attacks of the naive form alone: of naive definitions, and ours in their place.

    Adaptive attacks are made for what is hardened; this says what the hardening is worth.
    """
    simple = {attack.attack_id for attack in attacks if attack.form == "naive"}
    judged = worst(row for row in made if row["attack_id"] in simple)
    ours = {metric_id for each in naive for metric_id in each.hardened}
    return (
        {name: found for name, found in judged.items() if name.startswith(NAIVE)},
        {name: found for name, found in judged.items() if name in ours},
    )


def summary(made: Sequence[Row], attacks: Iterable[Attack], naive: Sequence[Naive]) -> str:
    """What the command prints."""
    judged = worst(made)
    ours = {name: found for name, found in judged.items() if not name.startswith(NAIVE)}
    theirs = {name: found for name, found in judged.items() if name.startswith(NAIVE)}
    lines = [f"{name:34} {found}" for name, found in sorted(ours.items())]
    for title, group in (("ours", ours), ("naive definitions", theirs)):
        narrow, of = share_narrow(group)
        counts = {each: list(group.values()).count(each) for each in verdicts.VERDICTS}
        told = ", ".join(f"{number} {each}" for each, number in counts.items() if number)
        lines.append(f"{title}: {narrow} of {of} narrow or untested ({told})")
    naively, instead = of_naive_form(made, attacks, naive)
    for title, group in (("naive definitions", naively), ("ours in their place", instead)):
        narrow, of = share_narrow(group)
        lines.append(f"by attacks of the naive form alone, {title}: {narrow} of {of} narrow")
    return "\n".join(lines)
