"""The whole study: many rounds of every arm, and one score per detector.

Here: how many rounds, with which seeds, and putting their tallies together. Not here: one round
(`rounds.py`), what is made of the scores (`report.py`, `page.py`, `written.py`).

Thresholds were chosen with the seeds below 1000; what is reported uses the seeds from 1000 on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Any

from tqdm import tqdm

from bench.evaluation import rounds
from bench.evaluation.measuring import Answer
from bench.evaluation.organisation import TEAMS
from bench.evaluation.planted import PLANTED
from bench.evaluation.rates import Tally, total
from bench.evaluation.rounds import Cell

TUNING_SEED, HELD_OUT_SEED = 1, 1001
# Where the seeds of each arm begin, counted from the first seed.
CHANGED, PLANTED_AT, ATTACKED, MORE, WHOLES = 200, 300, 400, 500, 700
LENGTHS = (1, 2, 3, 4, 6, 8, 10, 13)
WEEKS = (1, 6, 13)
PEOPLE = ("solo", "team")
ENOUGH = 1_500
WORKERS = 2


@dataclass(frozen=True)
class Volume:
    """How much is played; a round is five organisations of 40 teams side by side.

    Attributes:
        still: Rounds in which nobody changes anything.
        changed: Rounds in which every team changes honestly.
        attacked: Rounds in which every team meets one attack.
        monitored: Of the first two, the rounds that usual monitors look at as well.
        more: Honest rounds more for detectors that could tell of too few teams.
        registered: Teams of each size that meet the registered dose.
        other: Teams of each size that meet any other dose.
        wholes: Organisations of each kind for what is seen of a whole organisation.
    """

    still: int
    changed: int
    attacked: int
    monitored: int
    more: int
    registered: int
    other: int
    wholes: int


FULL = Volume(15, 14, 3, 5, 20, registered=60, other=10, wholes=60)
SAMPLE = Volume(1, 1, 1, 1, 0, registered=4, other=1, wholes=1)


@dataclass
class Score:
    """What was found about one detector."""

    still: Tally = field(default_factory=Tally)
    still_organisations: Tally = field(default_factory=Tally)
    changed: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    planted: dict[tuple[Cell, int], Tally] = field(default_factory=lambda: defaultdict(Tally))

    def recall(self, cell: Cell) -> Tally:
        """Of a dose, all team sizes together; of organisations where nothing is said of teams."""
        found = {size: tally for (dose, size), tally in self.planted.items() if dose == cell}
        teams = [tally for size, tally in found.items() if size != TEAMS]
        return total(teams or found.values())

    def recall_by_size(self, cell: Cell) -> dict[int, Tally]:
        """Of a dose, by team size."""
        return {size: tally for (dose, size), tally in self.planted.items() if dose == cell}

    @property
    def worst_change(self) -> tuple[str, Tally]:
        """The kind of honest change that is asked about most often."""
        return max(self.changed.items(), key=lambda item: item[1].rate or 0.0)

    @property
    def changed_pooled(self) -> Tally:
        """All kinds of honest change together."""
        return total(self.changed.values())


@dataclass
class Study:
    """All scores, and what the discovery of many detectors at once needs.

    Attributes:
        first_seed: Of the study.
        volume: How much was played.
        chosen: Ids of the detectors.
        scores: By detector, and by the usual monitors beside them.
        quiet: The answers of honest organisations.
        hit: Teams under attack: the detector that is meant, and every detector's answer.
    """

    first_seed: int
    volume: Volume
    chosen: tuple[str, ...]
    scores: defaultdict[str, Score]
    quiet: list[list[Answer]] = field(default_factory=list)
    hit: list[tuple[str, dict[str, Answer]]] = field(default_factory=list)


Task = partial[Any]


def run(chosen: Sequence[str], volume: Volume, first_seed: int, *, workers: int = WORKERS) -> Study:
    """Play every arm.

    Args:
        chosen: Ids of detectors.
        volume: How much is played.
        first_seed: Every arm counts its seeds from here.
        workers: Processes; 0 plays in this one.
    """
    study = Study(first_seed, volume, tuple(chosen), defaultdict(Score))
    with _executor(workers) as executor:
        for organisations in _each(executor, "honest", _still(study)):
            study.quiet += organisations
            _count(study, organisations)
        for tallies in _each(executor, "changed", _changed(study)):
            for (name, kind), tally in tallies.items():
                study.scores[name].changed[kind] += tally
        for tallies in _each(executor, "planted", _planted(study)):
            for (name, cell, size), tally in tallies.items():
                study.scores[name].planted[cell, size] += tally
        for teams in _each(executor, "attacked", _attacked(study)):
            study.hit += teams
        for organisations in _each(executor, "honest, more", _more(study)):
            _count(study, organisations)
        _see_wholes(study, executor)
    return study


class _Here:
    """Plays in this process."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _executor(workers: int) -> Any:
    # A process of its own each: DuckDB's threads do not survive a fork.
    return ProcessPoolExecutor(workers, get_context("spawn")) if workers else _Here()


def _each(executor: Executor | None, title: str, tasks: Sequence[Task]) -> Iterator[Any]:
    """The results of tasks in their order, with progress."""
    if executor is None:
        yield from (task() for task in tasks)
        return
    waiting = [executor.submit(task) for task in tasks]
    for future in tqdm(waiting, desc=title, unit="round", disable=not tasks):
        yield future.result()


def _still(study: Study) -> list[Task]:
    first, monitored = study.first_seed, study.volume.monitored
    return [
        partial(rounds.still, first + n, study.chosen, monitored=n < monitored)
        for n in range(study.volume.still)
    ]


def _changed(study: Study) -> list[Task]:
    first, monitored = study.first_seed + CHANGED, study.volume.monitored
    return [
        partial(rounds.changed, first + n, study.chosen, monitored=n < monitored)
        for n in range(study.volume.changed)
    ]


def _attacked(study: Study) -> list[Task]:
    first = study.first_seed + ATTACKED
    return [partial(rounds.attacked, first + n, study.chosen) for n in range(study.volume.attacked)]


def _more(study: Study) -> list[Task]:
    """Honest rounds for those that could tell of too few."""
    short = tuple(name for name in study.chosen if 0 < study.scores[name].still.testable < ENOUGH)
    first = study.first_seed + MORE
    return [
        partial(rounds.still, first + n, short) for n in range(study.volume.more if short else 0)
    ]


def _planted(study: Study) -> list[Task]:
    first, volume = study.first_seed + PLANTED_AT, study.volume
    return [
        partial(rounds.planted, first + int(name[1:]), name, doses(name, volume), monitored=True)
        for name in study.chosen
        if rounds.sees_teams(rounds.known()[name])
    ]


def _see_wholes(study: Study, executor: Executor | None) -> None:
    """What is seen of whole organisations: honest ones, and such in which every team takes part."""
    names = [name for name in study.chosen if rounds.sees_wholes(rounds.known()[name])]
    wholes = [
        (name, dose, study.first_seed + WHOLES + n)
        for name in names
        for dose in (None, rounds.registered(rounds.known()[name]))
        for n in range(study.volume.wholes)
    ]
    tasks = [partial(rounds.whole, seed, name, dose) for name, dose, seed in wholes]
    answers = _each(executor, "organisations", tasks)
    for (name, dose, _), answer in zip(wholes, answers, strict=True):
        score, tally = study.scores[name], Tally.of([answer])
        if dose is None:
            score.still_organisations += tally
        else:
            score.planted[dose, TEAMS] += tally


def doses(name: str, volume: Volume) -> list[tuple[Cell, int]]:
    """The doses of a detector's attack, and how many teams of each size meet each."""
    detector = rounds.known()[name]
    promised = rounds.registered(detector)
    sizes = PLANTED[detector.dose["attack"]].sizes
    cells = [Cell(people, weeks, size) for people in PEOPLE for weeks in WEEKS for size in sizes]
    cells += [Cell(promised.people, weeks, promised.size) for weeks in LENGTHS]
    others = [cell for cell in dict.fromkeys(cells) if cell != promised]
    return [(promised, volume.registered), *((cell, volume.other) for cell in others)]


def _count(study: Study, organisations: Iterable[Sequence[Answer]]) -> None:
    """Honest answers about teams, by detector."""
    by_name: defaultdict[str, list[Answer]] = defaultdict(list)
    for answers in organisations:
        for answer in answers:
            by_name[answer.detector_id].append(answer)
    for name, ours in by_name.items():
        study.scores[name].still += Tally.of(ours)
