"""What a series of days says: whether anything grows, is left over, or was ever invalid.

Here: pure functions over recorded days. Not here: measuring (`measuring.py`), playing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from statistics import median

from bench.days.measuring import Left
from extract.core.small_files import MANY_FILES

ALLOWED_RISE = 0.1
"""Of the median, over all days: a leak shows in every run, what chance adds does not."""
FEWEST_DAYS = 5
"""Of fewer days no slope can be told from chance."""
BOUNDED = ("dagster", "dbt", "locks", "tmp", "work")
"""Folders whose number of files does not follow from how many days were run. Mirrors grow with the
branches of the repositories; git packs them anew by itself."""
SOME_FILES = 25


@dataclass(frozen=True)
class Played:
    """A day that was played.

    Attributes:
        number: From 1 on.
        as_of: The instant of its run.
        faults: How many HTTP faults were planned.
        killed_after: After how many seconds its first run was killed; None: it was not.
        exit_code: Of its last run.
        seconds: How long its last run took.
        megabytes: The most memory of its runs.
        publication: `new`, or `last` where the one before still stands.
        problems: What was seen of the publication that must not be.
        left: What lies there afterwards.
    """

    number: int
    as_of: str
    faults: int
    killed_after: float | None
    exit_code: int | None
    seconds: float
    megabytes: float
    publication: str
    problems: list[str] = field(default_factory=list)
    left: Left = field(default_factory=Left)


@dataclass(frozen=True)
class Verdict:
    """One answer: `passed` is None where there are too few days to tell."""

    what: str
    passed: bool | None
    detail: str


def slope(values: Sequence[tuple[float, float]]) -> float:
    """The median slope of all pairs (Theil and Sen): a few odd days do not move it."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(values, 2) if x2 != x1]
    return median(slopes) if slopes else 0.0


def verdicts(days: Sequence[Played]) -> list[Verdict]:
    """Every verdict over a series of days."""
    return [
        memory(days),
        wall_time(days),
        orphans(days),
        compacted(days),
        bounded(days),
        publications(days),
        ended(days),
    ]


def memory(days: Sequence[Played]) -> Verdict:
    """Whether the memory of a run grows from day to day."""
    series = [(float(day.number), day.megabytes) for day in _undisturbed(days)]
    per_day, middle, rise = _rise(series)
    detail = f"{per_day:+.2f} MB a day around {middle:.0f} MB, {rise:+.1%} over all days"
    return Verdict("no growth in memory", _is_flat(series, rise), detail)


def wall_time(days: Sequence[Played]) -> Verdict:
    """How the time of a run changes; told and not judged, as the machine has other work."""
    series = [(float(day.number), day.seconds) for day in _undisturbed(days)]
    per_day, middle, rise = _rise(series)
    detail = f"{per_day:+.2f} s a day around {middle:.0f} s, {rise:+.1%} over all days"
    return Verdict("wall time, for information", None, detail)


def orphans(days: Sequence[Played]) -> Verdict:
    """Whether something that does not count outlived the run after it."""
    stayed = [
        f"{path} after day {later.number}"
        for earlier, later in pairwise(days)
        for path in sorted(set(earlier.left.orphans) & set(later.left.orphans))
    ]
    seen = sum(len(day.left.orphans) for day in days)
    detail = f"{len(stayed)} stayed longer{_such_as(stayed)}; {seen} were seen and went"
    return Verdict("no orphaned file outlives the next run", not stayed, detail)


def compacted(days: Sequence[Played]) -> Verdict:
    """Whether small files of past days were merged as soon as there were many."""
    most = max((day.left.most_small_files for day in days), default=0)
    late = [f"day {day.number}" for day in days if day.left.most_small_files > MANY_FILES]
    detail = f"at most {most} small files of past days in a stream; {MANY_FILES} are allowed"
    return Verdict("landing compacted", not late, detail + _such_as(late))


def bounded(days: Sequence[Played]) -> Verdict:
    """Whether a folder that ought to stay as it is gets more files from day to day."""
    grown, known = [], False
    for name in BOUNDED:
        series = [(float(day.number), float(day.left.files.get(name, 0))) for day in days[1:]]
        per_day, middle, _ = _rise(series)
        rise = per_day * (len(series) - 1)
        known = known or len(series) >= FEWEST_DAYS
        if rise > max(SOME_FILES, ALLOWED_RISE * middle):
            grown.append(f"{name} by {per_day:.1f} files a day")
    detail = ", ".join(grown) or f"{', '.join(BOUNDED)} stay as they are"
    return Verdict("no folder grows with every run", not grown if known else None, detail)


def publications(days: Sequence[Played]) -> Verdict:
    """Whether whoever looked always found a whole publication, the last good one or the new."""
    found = [f"day {day.number}: {problem}" for day in days for problem in day.problems]
    new = sum(1 for day in days if day.publication == "new")
    detail = f"{new} new publications in {len(days)} days{_such_as(found)}"
    return Verdict("last publication always valid", not found, detail)


def ended(days: Sequence[Played]) -> Verdict:
    """Whether every run that nothing disturbed went well; with faults it may say what it missed."""
    bad = [
        f"day {day.number} ended with {day.exit_code}"
        for day in days
        if day.exit_code != 0 and not (day.faults and day.exit_code == 1)
    ]
    return Verdict("every undisturbed run published", not bad, f"{len(bad)} did not{_such_as(bad)}")


def _undisturbed(days: Sequence[Played]) -> list[Played]:
    """Days on which a whole run was measured; the first one reads everything and is another."""
    return [day for day in days if day.number > 1 and day.exit_code == 0 and not day.faults]


def _rise(series: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Slope a day, median, and the rise over all days as a share of the median."""
    if not series:
        return 0.0, 0.0, 0.0
    per_day, middle = slope(series), median(value for _, value in series)
    span = series[-1][0] - series[0][0]
    return per_day, middle, per_day * span / middle if middle else 0.0


def _is_flat(series: Sequence[tuple[float, float]], rise: float) -> bool | None:
    return rise <= ALLOWED_RISE if len(series) >= FEWEST_DAYS else None


def _such_as(found: Sequence[str]) -> str:
    return f", such as {found[0]}" if found else ""
