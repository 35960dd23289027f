"""Rounds of the laboratory: several organisations side by side, of one arm.

Here: which team meets what, and what comes back. Not here: rates over many rounds (`study.py`).

The planted arm loads only what the detector in question reads. What is seen of an organisation as a
whole is played by itself (`whole`): a row over several organisations side by side says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bench.evaluation.arms import Episode, apply
from bench.evaluation.honest import HONEST
from bench.evaluation.measuring import WHOLE, Answer, measure
from bench.evaluation.organisation import SIZES, TEAMS, organisation
from bench.evaluation.planted import PLANTED
from bench.evaluation.rates import Tally
from bench.evaluation.tables import team_id
from expectations.detectors.registry import Detector, detectors

# Organisations that are played side by side.
BESIDE = 5
HONEST_WEEKS = (6, 13, 13)


@dataclass(frozen=True, order=True)
class Cell:
    """A dose of an attack."""

    people: str
    weeks: int
    size: float


# Who was asked, the dose, and the size of the team.
Dosed = tuple[str, Cell, int]


@cache
def known() -> dict[str, Detector]:
    """Every detector by its id; read once a process."""
    return {detector.detector_id: detector for detector in detectors()}


def registered(detector: Detector) -> Cell:
    """The dose that a detector promises to see."""
    dose = detector.dose
    return Cell(dose["people"], int(dose["weeks"]), float(dose["size"]))


def sees_teams(detector: Detector) -> bool:
    """Whether it says anything of a team."""
    return detector.grain != WHOLE


def sees_wholes(detector: Detector) -> bool:
    """Whether it says anything of an organisation."""
    return detector.grain != "team"


def _episode(detector: Detector, cell: Cell) -> Episode:
    return Episode(PLANTED[detector.dose["attack"]], cell.size, cell.people, cell.weeks)


def _of_teams(chosen: Sequence[str]) -> list[Detector]:
    return [known()[name] for name in chosen if sees_teams(known()[name])]


def still(seed: int, chosen: Sequence[str], *, monitored: bool = False) -> list[list[Answer]]:
    """Nobody changes anything; the answers about teams, organisation by organisation."""
    here = organisation(seed, TEAMS * BESIDE)
    by_team = _by_team(measure(here, _of_teams(chosen), monitored=monitored))
    return [
        [answer for team in range(first, first + TEAMS) for answer in by_team[team_id(team)]]
        for first in range(0, TEAMS * BESIDE, TEAMS)
    ]


def whole(seed: int, name: str, cell: Cell | None) -> Answer:
    """One organisation as a whole: nobody changes anything, or every team meets a dose."""
    here = organisation(seed)
    detector = known()[name]
    if cell is not None:
        apply(here, [_episode(detector, cell)] * TEAMS)
    for answer in measure(here, [detector]):
        if answer.team_id == WHOLE:
            return answer
    return Answer(name, WHOLE, is_testable=False, asks=False, p=None, effect=0.0)


def changed(
    seed: int, chosen: Sequence[str], *, monitored: bool = False
) -> dict[tuple[str, str], Tally]:
    """Every team changes honestly; tallies by detector and kind."""
    rng = np.random.default_rng([seed, 1])
    kinds = list(HONEST)
    teams = TEAMS * BESIDE
    ours = [kinds[(team // len(SIZES) + 5 * seed) % len(kinds)] for team in range(teams)]
    here = organisation(seed, teams)
    apply(here, [_honest(kind, rng) for kind in ours])
    by_team = _by_team(measure(here, _of_teams(chosen), monitored=monitored))
    found: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for number, kind in enumerate(ours):
        for answer in by_team[team_id(number)]:
            found[answer.detector_id, kind].append(answer)
    return {key: Tally.of(answers) for key, answers in found.items()}


def _honest(kind: str, rng: np.random.Generator) -> Episode:
    """A change of some strength, some time ago."""
    strength, weeks = rng.choice(HONEST[kind].sizes), rng.choice(HONEST_WEEKS)
    return Episode(HONEST[kind], float(strength), "team", int(weeks))


def planted(
    seed: int, name: str, cells: Sequence[tuple[Cell, int]], *, monitored: bool = False
) -> dict[Dosed, Tally]:
    """Doses of one detector's attack; tallies by detector, dose and team size.

    Args:
        seed: Of the organisation.
        name: The detector's id.
        cells: Doses, and how many teams of each size get them.
        monitored: Whether usual monitors look as well.
    """
    detector = known()[name]
    doses = [cell for cell, count in cells for _ in range(count * len(SIZES))]
    here = organisation(seed, len(doses))
    apply(here, [_episode(detector, cell) for cell in doses])
    by_team = _by_team(measure(here, [detector], monitored=monitored))
    found: defaultdict[Dosed, list[Answer]] = defaultdict(list)
    for number, cell in enumerate(doses):
        for answer in by_team[team_id(number)]:
            found[answer.detector_id, cell, int(here.sizes[number])].append(answer)
    return {key: Tally.of(answers) for key, answers in found.items()}


def attacked(seed: int, chosen: Sequence[str]) -> list[tuple[str, dict[str, Answer]]]:
    """Each team meets one attack in its registered dose; all detectors look.

    Returns:
        For each team the detector that is meant, and every answer by detector.
    """
    looking = _of_teams(chosen)
    meant = [looking[(team + 7 * seed) % len(looking)] for team in range(TEAMS * BESIDE)]
    here = organisation(seed, len(meant))
    apply(here, [_episode(detector, registered(detector)) for detector in meant])
    by_team = _by_team(measure(here, looking))
    return [
        (detector.detector_id, {a.detector_id: a for a in by_team[team_id(number)]})
        for number, detector in enumerate(meant)
    ]


def _by_team(answers: Iterable[Answer]) -> defaultdict[str, list[Answer]]:
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        found[answer.team_id].append(answer)
    return found
