"""What of all that is asked is true, when few teams are under attack and many detectors look.

Here: quarters put together from honest and attacked teams, and the correction over them. Not here:
the correction itself (`expectations/detectors/questions.py`), the answers (`rounds.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.evaluation.measuring import WHOLE, Answer
from expectations.detectors.questions import MOST_FALSE_DISCOVERIES, benjamini_hochberg

PREVALENCES = (0.02, 0.05)
AGAIN = 10

Key = tuple[str, str]


@dataclass(frozen=True)
class Discovery:
    """Questions of many quarters put together.

    Attributes:
        prevalence: Share of teams under one attack each, in its registered dose.
        quarters: How many quarters of an organisation.
        attacked: Teams under attack whose detector could tell.
        found: Of these, asked about by the detector that is meant.
        beside: Other questions about teams under attack.
        false: Questions about honest teams.
    """

    prevalence: float
    quarters: int
    attacked: int
    found: int
    beside: int
    false: int

    @property
    def false_share(self) -> float | None:
        """Of all questions, those about honest teams."""
        asked = self.found + self.beside + self.false
        return self.false / asked if asked else None

    @property
    def found_share(self) -> float | None:
        """Of all attacks, those that are asked about."""
        return self.found / self.attacked if self.attacked else None


def discovery(
    quiet: Sequence[Sequence[Answer]],
    hit: Sequence[tuple[str, Mapping[str, Answer]]],
    shown: Collection[str],
    prevalence: float,
    seed: int,
) -> Discovery:
    """Put quarters together and ask.

    Args:
        quiet: The answers of honest organisations.
        hit: Teams under attack with the detector that is meant, and their answers.
        shown: The detectors whose questions anybody sees.
        prevalence: How likely a team is under attack.
        seed: Which team is, and by what.
    """
    rng = np.random.default_rng(seed)
    possible = [team for team in hit if team[0] in shown]
    found = np.zeros(4, int)
    for _ in range(AGAIN if possible else 0):
        for answers in quiet:
            found += _quarter(answers, possible, shown, (prevalence, rng))
    return Discovery(prevalence, AGAIN * len(quiet), *(int(number) for number in found))


def _quarter(
    answers: Sequence[Answer],
    hit: Sequence[tuple[str, Mapping[str, Answer]]],
    shown: Collection[str],
    chance: tuple[float, np.random.Generator],
) -> tuple[int, int, int, int]:
    prevalence, rng = chance
    teams = sorted({answer.team_id for answer in answers} - {WHOLE})
    replaced = {
        team: hit[int(rng.integers(len(hit)))] for team in teams if rng.random() < prevalence
    }
    ours = {
        (answer.detector_id, answer.team_id): answer
        for answer in answers
        if answer.team_id not in replaced
    }
    for team, (_, theirs) in replaced.items():
        ours |= {(name, team): answer for name, answer in theirs.items()}
    # Every detector counts in the correction; only some are shown.
    asked = {key for key in listed(ours) if key[0] in shown}
    meant = {(name, team) for team, (name, _) in replaced.items()}
    tellable = sum(key in ours and ours[key].is_testable for key in meant)
    beside = sum(key not in meant and key[1] in replaced for key in asked)
    false = sum(key[1] not in replaced for key in asked)
    return tellable, len(meant & asked), beside, false


def listed(answers: Mapping[Key, Answer]) -> set[Key]:
    """What is asked after the correction; a rule without a test passes on its own."""
    chances: dict[tuple[str, str, str | None], float] = {
        (*key, None): answer.p
        for key, answer in answers.items()
        if answer.is_testable and answer.p is not None
    }
    rates = benjamini_hochberg(chances)
    return {
        key
        for key, answer in answers.items()
        if answer.asks and rates.get((*key, None), 0.0) <= MOST_FALSE_DISCOVERIES
    }
