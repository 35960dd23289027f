"""The page about detectors that people read, as text from their yml files.

Belongs here: the wording and order of `docs/detectors.md`. Does not belong here: reading the files
(`registry.py`), what was measured (the laboratory writes `measured.yml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from expectations.detectors.registry import (
    LEAST_RECALL,
    MOST_FALSE_ALARMS,
    MOST_HONEST_CHANGE,
    Detector,
    detectors,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path("docs/detectors.md")
INTRODUCTION = f"""\
# Detectors

Written by `python -m expectations.detectors --write-page` from the yml beside each detector's SQL;
change it there.

A detector asks whether a signal still means what it did. It never says that anybody did anything:
its rows have a team and no person, and a lint keeps accusing words and names out of every text.

## When one asks

It compares 13 weeks of a quarter, and the last 6 of them, with 26 weeks before or with the year
before. It asks when the signal moved **and** what would have moved with a real change did not.
Where both moved, the move explains itself: it is kept, and nothing is asked.

A z is the shift of the median in standard errors of the team's own noise (mean moving range).
Sizes and durations are compared by logarithm, counts by square root. Shares are compared by an
exact test. What cannot be told, for want of items, people or a source, asks nothing and is
counted as not testable.

Of all tests of a quarter only those are listed that hold at a false-discovery rate of 10 %
(Benjamini and Hochberg). A team is shown three questions at most: those that persist first, then
by effect. An answer goes into [`inputs/question_resolutions.csv`](inputs.md). It moves no baseline;
that takes a row in `inputs/baseline_decisions.csv`. Until then the next quarter is compared with
the same weeks, so that what nobody answered never becomes the new normal.

## State

**Shipped** detectors are shown. One ships if the laboratory measured these very files and found at
most {MOST_FALSE_ALARMS:.1%} false alarms a team-quarter, at most {MOST_HONEST_CHANGE:.0%} alarms
where the work changed honestly, and at least {LEAST_RECALL:.0%} of the planted episodes of its
registered dose.
All others are **experimental**: they are run and kept, and never shown.
"""
LIST = (
    "\n| detector | signal | state | false alarms (upper limit) | at honest change | recall |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)
GRAINS = {
    "team": "a team and quarter",
    "organisation": "the organisation and quarter",
    "team_and_organisation": "a team and quarter, and the organisation",
}


def page(known: Sequence[Detector]) -> str:
    """The whole page; detectors come by number."""
    return INTRODUCTION + LIST + "".join(map(_row, known)) + "".join(map(_section, known))


def write(root: Path = ROOT) -> None:
    """Write the page."""
    (root / PAGE).write_text(page(detectors()), encoding="utf-8")


def is_stale(root: Path = ROOT) -> bool:
    """Whether the page is missing or differs from what the files say."""
    path = root / PAGE
    return not path.is_file() or path.read_text(encoding="utf-8") != page(detectors())


def _row(detector: Detector) -> str:
    found = detector.measured
    rates = (
        (found.false_alarm_rate, found.false_alarm_upper, found.honest_change_rate, found.recall)
        if found
        else (None,) * 4
    )
    alarms, upper, honest, recall = map(_rate, rates)
    return (
        f"| [{detector.detector_id}](#{detector.detector_id.lower()}) {detector.name} "
        f"| {detector.signal} | {detector.state} | {alarms} ({upper}) | {honest} | {recall} |\n"
    )


def _section(detector: Detector) -> str:
    dose = detector.dose
    attack = str(dose["attack"]).replace("_", " ")
    limits = ", ".join(f"{name} {value:g}" for name, value in detector.thresholds.items())
    facts = [
        ("Signal", detector.signal),
        ("Metrics that rest on it", ", ".join(f"`{name}`" for name in detector.metrics) or "none"),
        ("Looks at", f"{detector.measure.rstrip(',')}; for {GRAINS[detector.grain]}"),
        ("Would move too if the work had changed", detector.expected_counter),
        ("Shown beside it", detector.counter.rstrip(",")),
        ("Stories it offers", "; ".join(detector.benign)),
        ("Needs", f"{detector.min_n} items in the quarter and {detector.min_people} people"),
        ("Windows", " and ".join(name.replace("_", " ") for name in detector.windows)),
        ("Thresholds", limits),
        (
            "Planted to measure",
            f"{attack} {dose['size']:g}, {dose['people']}, {dose['weeks']} weeks",
        ),
        ("State", "; ".join((detector.state, *detector.misses))),
        ("To know", detector.notes),
    ]
    lines = "".join(f"- **{title}**: {' '.join(text.split())}\n" for title, text in facts if text)
    return f"\n### {detector.detector_id}\n\n{detector.name}\n\n{lines}"


def _rate(rate: float | None) -> str:
    return "not measured" if rate is None else f"{rate:.2%}"
