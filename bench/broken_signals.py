"""Whether every planted breakage is told, and how often an honest day is: `make broken-signals`.

Here: the two figures and their report. Not here: mornings (`replay.py`), what is planted
(`breakages.py`), whether extraction itself loses anything (`faults.py`).

It reads the home of TEAM_OUTCOMES_HOME, as `make demo` leaves it, and changes nothing there. Exit
code 1 if a breakage is not told although a check had enough records to, or more than 1 in 1,000
honest source-days takes numbers.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tqdm import tqdm

from bench.breakages import Breakage
from bench.breakages_of_rows import RowPlanter
from bench.breakages_of_runs import RunPlanter
from bench.evaluation.rates import CONFIDENCE, clopper_pearson
from bench.replay import Replay, Signal
from bench.runs import ROOT

MOST_PER_1000 = 1.0


@dataclass(frozen=True)
class Told:
    """A breakage, and the signals that were not broken before it.

    Attributes:
        is_judged: The check that alone can tell has as many records as it needs.
    """

    breakage: Breakage
    signals: frozenset[Signal]
    is_judged: bool = True

    @property
    def is_missed(self) -> bool:
        """A check could have told of it, and none did."""
        return self.is_judged and not self.signals

    @property
    def by(self) -> str:
        """The checks that tell of it, in brackets those that only warn."""
        takes = {signal.check_id for signal in self.signals if signal.takes}
        warns = {signal.check_id for signal in self.signals} - takes
        return " ".join(
            [*sorted(takes, key=_number), *(f"({c})" for c in sorted(warns, key=_number))]
        )


@dataclass
class Honest:
    """Honest source-days, and those on which a gate took numbers."""

    source_days: int = 0
    taken: list[tuple[date, Signal]] = field(default_factory=list)

    @property
    def blocks(self) -> int:
        """Source-days on which numbers were taken."""
        return len({(day, signal.source) for day, signal in self.taken})

    @property
    def per_1000(self) -> float:
        """Of a thousand."""
        return 1000 * self.blocks / self.source_days

    @property
    def upper_per_1000(self) -> float:
        """Clopper and Pearson's upper limit, one-sided at 95 %."""
        return 1000 * upper_limit(self.blocks, self.source_days)


def upper_limit(hits: int, trials: int) -> float:
    """The share at which `hits` or fewer of `trials` have the probability 1 - confidence."""
    return clopper_pearson(hits, trials, 1 - CONFIDENCE)[1]


def planted(
    replay: Replay, day: date, seed: int, wanted: Callable[[Breakage], bool] = lambda _: True
) -> Iterator[Told]:
    """Plant breakages in a morning, one kind at a time, in all of its sources at once.

    A source is told of by its own signals. What another source bears witness to, such as a clock,
    is broken in one source at a time.

    Args:
        replay: Of a home.
        day: The morning.
        seed: For whatever there is to choose.
        wanted: Which of them; all, if nothing is said.
    """
    replay.morning(day)
    before, judged = replay.broken(), replay.judged()
    planters = (RunPlanter(replay, seed), RowPlanter(replay, seed))
    groups: defaultdict[tuple[str, str], list[Breakage]] = defaultdict(list)
    for breakage in (breakage for planter in planters for breakage in planter.all()):
        if wanted(breakage):
            groups[breakage.kind, breakage.source if breakage.is_alone else ""].append(breakage)
    for group in groups.values():
        statements = [statement for breakage in group for statement in breakage.statements]
        tables = [table for breakage in group for table in breakage.tables]
        with replay.disturbed(statements, tables):
            new = replay.broken() - before
        for breakage in group:
            own = (signal for signal in new if signal.source == breakage.source)
            is_judged = not breakage.check_id or (breakage.check_id, breakage.source) in judged
            yield Told(breakage, frozenset(own), is_judged)


def honest(replay: Replay, days: Sequence[date]) -> Honest:
    """Play honest mornings and note what would take numbers."""
    found = Honest()
    sources = {source for source, _ in replay.streams}
    for day in tqdm(days, unit=" mornings"):
        replay.morning(day)
        found.source_days += len(sources)
        found.taken += [(day, signal) for signal in replay.broken() if signal.takes]
    return found


def report(told: Sequence[Told], days: Honest) -> str:
    """Both figures as text."""
    by_kind: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_kind[one.breakage.kind].append(one)
    lines = [f"{'breakage':<20}{'planted':>8}{'told':>6}  by (those in brackets warn)"]
    for kind, rows in by_kind.items():
        checks = Counter(one.by or "nobody" for one in rows)
        words = "; ".join(f"{by}: {count}" for by, count in checks.most_common())
        lines.append(f"{kind:<20}{len(rows):>8}{sum(bool(r.signals) for r in rows):>6}  {words}")
    for one in told:
        if not one.signals:
            reason = "" if one.is_judged else f": too few records for {one.breakage.check_id}"
            lines.append(f"not told: {one.breakage.kind} of {one.breakage.source}{reason}")
    lines.append(
        f"{days.source_days} honest source-days, {days.blocks} took numbers: "
        f"{days.per_1000:.2f} in 1,000, at most {days.upper_per_1000:.2f} (95 %)"
    )
    checks = Counter(f"{s.check_id} {s.measure} {s.source} {s.stream}" for _, s in days.taken)
    lines += [f"    {what}: {count}" for what, count in checks.most_common()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant, play and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.broken_signals", description=__doc__)
    home = Path(os.environ.get("TEAM_OUTCOMES_HOME", ROOT / "data"))
    parser.add_argument("--home", type=Path, default=home)
    parser.add_argument("--mornings", type=int, default=250)
    parser.add_argument("--every", type=int, default=1, help="days from one morning to the next")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    replay = Replay(options.home)
    told = list(tqdm(planted(replay, replay.last_day, options.seed), unit=" breakages"))
    ago = range(0, options.mornings * options.every, options.every)
    days = [replay.last_day - timedelta(days=days) for days in ago]
    found = honest(replay, days)
    sys.stdout.write(f"seed {options.seed}\n{report(told, found)}\n")
    is_good = not any(one.is_missed for one in told) and found.per_1000 <= MOST_PER_1000
    return 0 if is_good else 1


def _number(check_id: str) -> int:
    return int(check_id[1:])


if __name__ == "__main__":
    sys.exit(main())
